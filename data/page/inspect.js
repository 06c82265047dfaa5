// 核对: an edited Word file; each of its changes is taken over or left.

import {deed} from './app.js';
import {send} from './ask.js';
import {dialog, h, tell} from './dom.js';

/** Asks for the edited file. */
export function inspect(state) {
  if (state.readOnly) return tell('现在只能看，不能改');
  const input = h('input', {type: 'file', accept: '.docx,.pdf', 'aria-label': '改过的 Word 文件'});
  input.addEventListener('change', () => input.files[0] && look(input.files[0]));
  input.click();
}

async function look(file) {
  tell('正在核对……');
  let seen;
  try {
    seen = await send('inspect', file);
  } catch (fault) {
    return tell(fault.message, 'fault');
  }
  if (!seen.edits.length && !seen.left.length) return tell(`${file.name} 和这里的内容一致，没有改动`);
  const boxes = seen.edits.map((edit, i) => h('input', {type: 'checkbox', id: `take${i}`, checked: true}));
  const lines = seen.edits.map((edit, i) => h('li', {}, boxes[i], h('label', {for: `take${i}`}, h('b', {}, edit.place), change(edit))));
  const left = seen.left.map(edit => h('li', {class: 'unplaced'}, h('b', {}, edit.place), change(edit)));
  const body = h('div', {},
    seen.proven ? null : h('p', {class: 'warning'}, '文件里没有带 YAML（另存时丢了，或不是从这里生成的），请逐处看清再收'),
    lines.length ? [h('p', {}, `${lines.length} 处可以收下，不收的去掉勾：`), h('ul', {class: 'notes'}, lines)] : null,
    left.length ? [h('p', {}, `${left.length} 处要自己改：是版式的固定文字，或改成了那一栏读不出的内容`), h('ul', {class: 'notes'}, left)] : null);
  const buttons = lines.length ? [['都不收', null], ['收下打勾的', true, 'main']] : [['知道了', null, 'main']];
  if (!await dialog(`${file.name} 里的改动`, body, buttons)) return;
  const edits = seen.edits.filter((edit, i) => boxes[i].checked).map(edit => edit.wish);
  if (edits.length) await deed('edit', {name: `收下 ${edits.length} 处改动`, edits});
}

const words = value => value === null || value === '' ? '（空）'
  : typeof value === 'object' ? Object.values(value).flat().map(words).join('，') : String(value);

const change = ({old, new: now}) => h('span', {}, '：', h('del', {}, words(old)), ' → ', h('ins', {}, words(now)));
