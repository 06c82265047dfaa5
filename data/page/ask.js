// Requests to the program on this machine.

const meta = document.querySelector('meta[name=jixiao]');
const headers = {[meta.dataset.header]: meta.content};

/** Why the program did not do something, in its own words. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch('/api/' + path, {...options, headers: {...headers, ...options.headers}});
  } catch {
    throw new Refusal('程序已经关了。请重新双击 jixiao 打开；写好的内容都已存盘', 0);
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  throw new Refusal(told.refusal ?? `没有做成（${response.status}）`, response.status);
}

/** Data of the program. */
export const get = async path => (await request(path)).json();

/** The text of an answer. */
export const text = async path => (await request(path)).text();

/** The bytes of an answer. */
export const blob = async path => (await request(path)).blob();

/** Saves a file that the program makes under a name. */
export async function keep(path, name) {
  const file = URL.createObjectURL(await blob(path));
  const link = Object.assign(document.createElement('a'), {href: file, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), 60000);
}

/** Has something done. */
export const post = async (path, wish = {}) => (await request(path, {
  method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(wish),
})).json();

/** Sends a file. */
export const send = async (path, file) => (await request(path, {method: 'POST', body: file})).json();

/** Calls `heard` with every change that the program tells, for as long as the page is open. */
export async function listen(heard, lost) {
  for (;;) {
    try {
      const reader = (await request('events')).body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const {value, done} = await reader.read();
        if (done) break;
        const lines = (rest + value).split('\n');
        rest = lines.pop();
        for (const line of lines) if (line.startsWith('data:')) heard(line.slice(5).trim());
      }
    } catch (fault) {
      lost(fault);
    }
    await new Promise(resolve => setTimeout(resolve, 1500));
  }
}
