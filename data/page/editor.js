// Editing: one value where it is printed, or all fields of a part in a panel. A value is
// written when its editor is left with a button or Ctrl+Enter, never by a lone Enter: that
// ends a composition of an input method.

import {get} from './ask.js';
import {deed} from './app.js';
import {dialog, h, tell} from './dom.js';
import {findingsAt, labelOf, placeOf} from './pages.js';

/** Edits the value that was chosen on a page. */
export async function edit(value, state) {
  if (state.readOnly) return tell('现在只能看，不能改');
  let field;
  try {
    field = await get('field?' + new URLSearchParams(placeOf(value)));
    if (!value.dataset.at) field = await unwritten(field, labelOf(value)) ?? field;
  } catch (fault) {
    return tell(fault.message, 'fault');
  }
  const project = field.at[0] === '项目' ? field.at[1] : null;
  if (field.value === null || (!value.dataset.at && field.value !== '')) return form(project, state);
  const input = control(field);
  const found = findingsAt(value).map(f => h('p', {class: f.severity}, f.message));
  const chosen = await ask(field, input, found);
  value.focus?.();
  if (chosen === 'save') return set(field, input.value);
  if (chosen) return rowDeed(chosen, field.row);
}

/** The field of an empty cell: the one beside the known field that its label names. */
async function unwritten(beside, label) {
  const project = beside.at[0] === '项目' ? beside.at[1] : null;
  const all = leaves(await get('form' + (project === null ? '' : `?project=${project}`)));
  const row = beside.row ? JSON.stringify(beside.row.at).slice(0, -1) + ',' : null;
  const here = row ? all.filter(leaf => JSON.stringify(leaf.at).startsWith(row)) : all.filter(leaf => !leaf.row);
  const named = here.filter(leaf => leaf.value === '' && label.endsWith(leaf.at.at(-1)));
  named.sort((a, b) => b.at.at(-1).length - a.at.at(-1).length);
  if (!named.length) return null;
  const {at, choices} = named[0];
  return {at, choices, name: label, value: '', row: row ? beside.row : null};
}

// the fields of a form that hold a text, each with whether it is in a row of a list
function leaves(node, row = false) {
  if (node.kind === 'map') return node.entries.flatMap(entry => leaves(entry.node, row));
  if (node.kind === 'list') return node.items.flatMap(item => leaves(item, true));
  return [{...node, row}];
}

const ask = (field, input, found) => {
  const kept = remembered(field);
  if (kept !== null && kept !== field.value) input.value = kept;
  input.addEventListener('input', () => remember(field, input.value));
  const row = field.row;
  const buttons = [
    ...(row ? [['下面加一行', 'add'], row.index > 0 ? ['上移', 'up'] : null,
      row.index + 1 < row.count ? ['下移', 'down'] : null, ['删除这一行', 'remove', 'danger']] : []),
    ['取消', null], ['确定', 'save', 'main'],
  ].filter(Boolean);
  const body = h('div', {}, h('label', {for: 'value'}, field.name), input, found);
  const done = dialog('改这一格', body, buttons);
  input.addEventListener('keydown', event => {
    const composing = event.isComposing || event.keyCode === 229;
    const confirms = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (confirms && !composing) input.closest('form').querySelector('.main').click();
  });
  input.focus();
  input.select?.();
  return done;
};

// what is being typed survives the program's end and the page's
const key = field => 'typing ' + JSON.stringify(field.at);
const remember = (field, text) => sessionStorage.setItem(key(field), text);
const remembered = field => sessionStorage.getItem(key(field));
const forget = field => sessionStorage.removeItem(key(field));

function control(field) {
  if (field.choices?.length) {
    const known = field.choices.some(([word]) => word === field.value);
    return h('select', {id: 'value'}, known ? [] : h('option', {value: field.value}, field.value || '（没有选）'),
      field.choices.map(([word, text]) => h('option', {value: word, selected: word === field.value}, text)));
  }
  const area = h('textarea', {id: 'value', rows: '4', spellcheck: 'false'});
  area.value = field.value;
  return area;
}

async function set(field, value) {
  if (value === field.value) return forget(field);
  const wish = {at: field.at, saw: field.value, do: 'set', value};
  if (await deed('edit', {name: `改 ${field.name}`, edits: [wish]})) forget(field);
}

const sibling = (at, index) => [...at.slice(0, -1), index];

function rowDeed(what, {at, index}) {
  const name = {add: '加一行', up: '上移一行', down: '下移一行', remove: '删除一行'}[what];
  const edits = {
    add: {at: sibling(at, index + 1), do: 'insert', value: fresh(at)},
    up: {at, do: 'move', to: index - 1},
    down: {at, do: 'move', to: index + 1},
    remove: {at, do: 'remove'},
  };
  return deed('edit', {name, edits: [edits[what]]});
}

// a new row in the shape of its list; 待填 is told by the check until it is replaced
function fresh(at) {
  const list = at.at(-2);
  if (list === '绩效指标') return {指标: '待填', 指标值: '待填'};
  if (list === '分项绩效目标') return {名称: '待填', 绩效目标: '待填', 绩效指标: '待填'};
  if (list === '单位') return {单位编码: '待填', 单位名称: '待填'};
  return '待填';
}

/** Shows all fields of a project, or of the department, also those not written yet. */
export async function form(project, state) {
  let node;
  try {
    node = await get('form' + (project === null ? '' : `?project=${project}`));
  } catch (fault) {
    return tell(fault.message, 'fault');
  }
  const changes = new Map();
  const title = project === null ? '部门的全部栏目' : '项目的全部栏目';
  const body = h('div', {class: 'panel'}, draw(node, changes));
  if (await dialog(title, body, [['取消', null], ['确定', true, 'main']]) && changes.size) {
    await deed('edit', {name: `改${title}`, edits: [...changes.values()]});
  }
}

function draw(node, changes) {
  if (node.kind === 'map') {
    return h('div', {class: 'fields'}, node.entries.map(entry => {
      const id = 'f' + (draw.count = (draw.count ?? 0) + 1);
      const simple = !['map', 'list'].includes(entry.node.kind);
      return simple
        ? [h('label', {for: id, title: entry.about ?? ''}, entry.name, entry.required ? h('b', {class: 'must', title: '必填'}, '*') : null), leaf(entry.node, changes, id)]
        : h('fieldset', {}, h('legend', {}, entry.name), draw(entry.node, changes));
    }));
  }
  if (node.kind === 'list') {
    const list = h('ol', {class: 'items'}, node.items.map(item => h('li', {}, draw(item, changes))));
    return h('div', {}, list, node.text ? null : h('button', {type: 'button', onclick: event => more(event, node, list, changes)}, '加一条'));
  }
  return leaf(node, changes);
}

function leaf(node, changes, id) {
  const choices = node.choices.length > 0;
  const input = choices ? control(node)
    : node.kind === 'text' ? h('textarea', {rows: '1'}) : h('input', {autocomplete: 'off'});
  if (id) input.id = id;
  input.value = node.value;
  input.addEventListener('change', () => {
    const at = JSON.stringify(node.at);
    if (input.value === node.value) changes.delete(at);
    else changes.set(at, {at: node.at, saw: node.value, do: 'set', value: input.value});
  });
  return input;
}

// a new item is one edit of its own, made of what its fields hold in the end
function more(event, node, list, changes) {
  event.target.disabled = true;
  const at = [...node.at, node.items.length];
  const value = fresh(at);
  changes.set('new' + JSON.stringify(at), {at, do: 'insert', value});
  const keys = typeof value === 'string' ? [null] : Object.keys(value);
  list.append(h('li', {class: 'fields'}, keys.map(name => {
    const area = h('textarea', {rows: '1', 'aria-label': name ?? '内容'});
    area.addEventListener('change', () => {
      const made = changes.get('new' + JSON.stringify(at));
      if (name === null) made.value = area.value; else made.value[name] = area.value;
    });
    return [h('span', {}, name ?? '内容'), area];
  })));
}
