// The departments of a folder, with what was found in each; a click leads into one.

import {get, keep} from './ask.js';
import {deed} from './app.js';
import {h, host, tell} from './dom.js';

/** Shows the overview. */
export async function showBureau(state) {
  host().replaceChildren(h('main', {class: 'bureau'}, h('p', {class: 'waiting'}, '正在检查各部门……')));
  let view;
  try {
    view = await get('bureau');
  } catch (fault) {
    return tell(fault.message, 'fault');
  }
  const sum = key => view.departments.reduce((all, row) => all + (row[key] ?? 0), 0);
  host().replaceChildren(h('main', {class: 'bureau'},
    h('header', {}, h('h1', {}, state.root), h('button', {onclick: () => deed('close')}, '回开始页')),
    h('p', {}, `${view.departments.length} 个部门，${sum('projects')} 个项目，${sum('errors')} 个错误，${sum('warnings')} 个警告`),
    h('table', {},
      h('thead', {}, h('tr', {}, ['部门', '年度', '项目', '错误', '警告', '退回意见'].map(t => h('th', {scope: 'col'}, t)))),
      h('tbody', {}, view.departments.map(row)))));
}

const row = of => h('tr', {},
  h('th', {scope: 'row'}, h('button', {class: 'link', onclick: () => deed('open', {path: of.path})}, of.name)),
  of.fault
    ? h('td', {colspan: '5', class: 'error'}, of.fault)
    : [h('td', {}, of.year ?? ''), h('td', {}, of.projects),
      h('td', {class: of.errors ? 'error' : ''}, of.errors),
      h('td', {class: of.warnings ? 'warning' : ''}, of.warnings),
      h('td', {}, of.errors + of.warnings
        ? h('button', {class: 'link', 'aria-label': `${of.name}的退回意见（Word）`, onclick: () => returned(of)}, 'Word') : '—')]);

async function returned(of) {
  try {
    await keep('returned?path=' + encodeURIComponent(of.path), `${of.name}退回修改意见.docx`);
  } catch (fault) {
    tell(fault.message, 'fault');
  }
}
