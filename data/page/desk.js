// One department: outline, pages, findings, and the buttons above them.

import {keep, post} from './ask.js';
import {deed} from './app.js';
import {dialog, h, host, size, tell} from './dom.js';
import {drop} from './start.js';
import {outline} from './outline.js';
import {findings} from './findings.js';
import {pages} from './pages.js';
import {adjustment} from './adjust.js';
import {inspect} from './inspect.js';

let parts = null;
let state = null;

/** Shows a department. */
export function showDesk(now) {
  parts = {bar: h('header', {class: 'bar'}), left: h('nav', {'aria-label': '目录'}),
    middle: h('main', {tabindex: '0', 'aria-label': '印出来的样子'}), right: h('aside', {'aria-label': '问题', 'aria-live': 'polite'})};
  host().replaceChildren(h('div', {class: 'desk'}, parts.bar, parts.left, parts.middle, parts.right));
  drop(host());
  updateDesk(now);
}

/** Shows what has changed of it. */
export function updateDesk(now) {
  state = now;
  const kept = parts.right.scrollTop;
  parts.bar.replaceChildren(...bar());
  parts.left.replaceChildren(...outline(now));
  const middle = pages(now);
  if (parts.middle.firstChild !== middle) parts.middle.replaceChildren(middle);
  parts.right.replaceChildren(...findings(now).filter(Boolean));
  parts.right.scrollTop = kept;
}

const bar = () => [
  h('h1', {}, state.title || '没有名称的部门', h('small', {}, state.readOnly ? '只看' : '改动已存盘')),
  h('button', {disabled: !state.undo, title: state.undo ?? '', onclick: () => deed('undo')}, '撤销'),
  h('button', {disabled: !state.redo, title: state.redo ?? '', onclick: () => deed('redo')}, '重做'),
  h('button', {title: '收到的 Word 文件改了哪里，一处一处收下或不收', onclick: () => inspect(state)}, '核对'),
  h('button', {title: '和以前的一份比，做绩效目标调整对照表', onclick: () => adjustment(state)}, '对照表'),
  h('button', {onclick: () => save('docx', 'Word')}, '下载 Word'),
  h('button', {onclick: () => save('pdf', 'PDF')}, '下载 PDF'),
  h('button', {class: 'main', onclick: () => build(false)}, '生成上报文件'),
];

async function save(kind, word) {
  tell(`正在做 ${word} 文件……`);
  try {
    await keep('export/' + kind, `${state.title || '绩效文本'}.${kind}`);
  } catch (fault) {
    tell(fault.message, 'fault');
  }
}

async function build(anyway) {
  try {
    const made = await post('build', {anyway});
    const lines = made.files.map(file => h('li', {}, `${file.path}（${size(file.bytes ?? file.size)}）`));
    await dialog('写好了', h('ul', {}, lines), [['知道了', true, 'main']]);
  } catch (fault) {
    if (anyway || !fault.message.includes('个错误')) return tell(fault.message, 'fault');
    const go = await dialog('还有错误', h('p', {}, fault.message), [['回去改', null, 'main'], ['只看样子，照样生成', true]]);
    if (go) build(true);
  }
}

document.addEventListener('keydown', event => {
  if (!state || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  if (event.target.closest('input, textarea, dialog')) return;
  const wanted = {z: event.shiftKey ? 'redo' : 'undo', y: 'redo'}[event.key.toLowerCase()];
  if (wanted) { event.preventDefault(); deed(wanted); }
});
