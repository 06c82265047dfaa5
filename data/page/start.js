// The start page: texts opened lately, a new one, a folder, a file to import.

import {blob, get, send} from './ask.js';
import {deed, show} from './app.js';
import {dialog, h, host, tell} from './dom.js';

let start = null;

/** Shows the start page. */
export async function showStart(state) {
  start = await get('start');
  const recent = start.recent.map(({name, path}) => h('li', {},
    h('button', {class: 'card', title: path, onclick: () => deed('open', {path})},
      h('strong', {}, name), h('small', {}, path))));
  host().replaceChildren(h('main', {class: 'start'},
    h('h1', {}, '绩效', h('small', {}, '部门预算绩效文本')),
    h('div', {class: 'choices'},
      choice('新建', '选版式，写部门名称，得到一份可以照着改的文本', make),
      choice('打开文件夹', '打开写好的部门，或放着许多部门的文件夹', open),
      choice('导入', '把去年的 Word 文本或 Excel 表变成可以改的文本；也可以直接拖到这里', pick)),
    recent.length ? h('section', {}, h('h2', {}, '最近打开'), h('ul', {class: 'recent'}, recent)) : null,
    h('p', {class: 'promise'}, '所有内容只在这台电脑上，不上网。')));
  drop(host());
  if (state.brought) await take(state.brought);
}

// the file that was dropped onto the program; it is offered once
let taken = null;
async function take(path) {
  if (taken === path) return;
  taken = path;
  try {
    const name = path.split(/[\\/]/).at(-1);
    await bring(new File([await blob('brought')], name));
  } catch (fault) {
    tell(fault.message, 'fault');
  }
}

const choice = (title, about, act) => h('button', {class: 'choice', onclick: act},
  h('strong', {}, title), h('span', {}, about));

/** Asks for a folder of this machine; null when none was chosen. */
export async function chooseFolder(title, button, from) {
  start ??= await get('start');
  const list = h('ul', {class: 'files', 'aria-label': '文件夹'});
  const where = h('p', {class: 'path'});
  let now = null;
  const go = async path => {
    try {
      now = await get('folder?path=' + encodeURIComponent(path));
    } catch (fault) {
      return tell(fault.message, 'fault');
    }
    where.textContent = now.path;
    const up = now.parent ? [item('↑ 上一层', 'folder', () => go(now.parent))] : [];
    list.replaceChildren(...up, ...now.entries.filter(e => e.kind !== 'file')
      .map(e => item(e.name, e.kind, () => go(e.path))));
  };
  const places = h('div', {class: 'places'}, start.places.map(({name, path}) =>
    h('button', {type: 'button', onclick: () => go(path)}, name)));
  await go(from ?? start.places[0].path);
  const chosen = await dialog(title, h('div', {class: 'chooser'}, places, where, list),
    [['取消', null], [button, true, 'main']]);
  return chosen ? now.path : null;
}

const item = (name, kind, act) => h('li', {}, h('button', {type: 'button', class: kind, onclick: act},
  name, kind === 'department' ? h('em', {}, '部门') : null));

async function open() {
  const path = await chooseFolder('打开哪个文件夹', '打开这个文件夹');
  if (path) deed('open', {path});
}

async function make() {
  const form = h('select', {id: 'form'}, start.forms.map(({name, title}) => h('option', {value: name}, title)));
  const department = h('input', {id: 'department', required: true, autocomplete: 'off'});
  const year = h('input', {id: 'year', type: 'number', min: 2000, max: 2099, value: String(new Date().getFullYear() + 1)});
  const body = h('div', {class: 'fields'},
    h('label', {for: 'department'}, '部门名称'), department,
    h('label', {for: 'year'}, '预算年度'), year,
    h('label', {for: 'form'}, '版式'), form);
  if (!await dialog('新建文本', body, [['取消', null], ['下一步：放在哪里', true, 'main']])) return;
  const parent = await chooseFolder('新文本放在哪个文件夹里', '放在这里');
  if (parent) await deed('new', {parent, department: department.value, year: Number(year.value), profile: form.value});
}

function pick() {
  const input = h('input', {type: 'file', accept: '.docx,.xlsx,.pdf'});
  input.addEventListener('change', () => input.files[0] && bring(input.files[0]));
  input.click();
}

/** Imports a file into a new folder and shows what must be looked at. */
export async function bring(file) {
  start ??= await get('start');
  const parent = await chooseFolder(`“${file.name}”导入到哪个文件夹里`, '放在这里');
  if (!parent) return;
  tell('正在导入……');
  try {
    const query = new URLSearchParams({name: file.name, parent});
    const {notes, state} = await send('import?' + query, file);
    show(state);
    await showNotes(file.name, notes);
  } catch (fault) {
    tell(fault.message, 'fault');
  }
}

async function showNotes(name, notes) {
  if (!notes.length) return tell(`${name} 已导入，没有要看的地方`);
  const lines = notes.map((note, i) => h('li', {class: note.unplaced ? 'unplaced' : ''},
    h('input', {type: 'checkbox', id: `note${i}`}),
    h('label', {for: `note${i}`}, h('b', {}, note.kind), ' ', note.place ? h('i', {}, note.place, '：') : null, note.message)));
  await dialog(`导入了 ${name}，请看这 ${notes.length} 处`, h('ul', {class: 'notes'}, lines), [['知道了', true, 'main']]);
}

/** Lets files be dropped on an element. */
export function drop(element) {
  element.ondragover = event => { event.preventDefault(); element.classList.add('over'); };
  element.ondragleave = () => element.classList.remove('over');
  element.ondrop = event => {
    event.preventDefault();
    element.classList.remove('over');
    if (event.dataTransfer.files[0]) bring(event.dataTransfer.files[0]);
  };
}
