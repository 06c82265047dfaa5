// The outline at the left: headings and projects, each with what was found in it; projects
// are added, copied, moved and deleted here.

import {deed} from './app.js';
import {dialog, h} from './dom.js';
import {form} from './editor.js';
import {goToPage} from './pages.js';

/** Draws the outline. */
export function outline(state) {
  const lines = state.outline.map(of => line(of, state));
  return [
    h('ol', {}, h('li', {class: 'level1'}, h('button', {onclick: () => goToPage(0)}, h('span', {}, '封面'))), lines),
    state.readOnly ? null : h('div', {class: 'buttons'},
      h('button', {onclick: () => form(null, state)}, '部门栏目'),
      h('button', {onclick: () => add(state)}, '加一个项目')),
    h('div', {class: 'buttons'}, h('button', {onclick: () => deed('close')}, '回开始页')),
  ].filter(Boolean);
}

function line(of, state) {
  const project = state.projects.find(project => of.file !== null && project.path === state.files[of.file] && project.page === of.page);
  const isProject = project && of.level > 1;
  return h('li', {class: `level${of.level}`},
    h('button', {onclick: () => goToPage(of.page)},
      h('span', {}, of.title),
      of.errors ? h('b', {class: 'error', title: `${of.errors} 个错误`}, of.errors) : null,
      of.warnings ? h('b', {class: 'warning', title: `${of.warnings} 个警告`}, of.warnings) : null),
    isProject && !state.readOnly
      ? h('button', {class: 'more', 'aria-label': `项目“${project.name}”：编辑、复制、移动、删除`, onclick: () => act(project, state)}, '⋯') : null);
}

const at = index => ['项目', index];

// Where a project stands once moved past its neighbour in print: projects of other units keep their place.
function beside(project, by, state) {
  const own = state.projects.filter(other => other.unit === project.unit);
  return own[own.indexOf(project) + by];
}

const do_ = (name, ...edits) => deed('edit', {name, edits});

async function act(project, state) {
  const {name, index} = project;
  const [above, below] = [beside(project, -1, state), beside(project, 1, state)];
  const chosen = await dialog(`项目：${name}`, h('p', {}, '要做什么？'), [
    ['全部栏目', 'form'], ['复制一份', 'copy'], ...(above ? [['上移', 'up']] : []), ...(below ? [['下移', 'down']] : []), ['删除', 'remove', 'danger'], ['取消', null, 'main'],
  ]);
  if (chosen === 'form') return form(index, state);
  if (chosen === 'copy') return do_(`复制“${name}”`, {at: at(index), do: 'copy', to: index + 1});
  if (chosen === 'up') return do_(`上移“${name}”`, {at: at(index), do: 'move', to: above.index});
  if (chosen === 'down') return do_(`下移“${name}”`, {at: at(index), do: 'move', to: below.index});
  if (chosen === 'remove') return do_(`删除“${name}”`, {at: at(index), do: 'remove'});
}

async function add(state) {
  const name = h('input', {id: 'name', autocomplete: 'off'});
  const unit = h('select', {id: 'unit'}, state.units.map(([code, text]) => h('option', {value: code}, text)));
  const body = h('div', {class: 'fields'}, h('label', {for: 'name'}, '项目名称'), name, h('label', {for: 'unit'}, '所属单位'), unit);
  if (!await dialog('加一个项目', body, [['取消', null], ['加上', true, 'main']]) || !name.value.trim()) return;
  const rows = [
    ['产出指标', '数量指标'], ['产出指标', '质量指标'], ['产出指标', '时效指标'], ['产出指标', '成本指标'],
    ['效益指标', '社会效益指标'], ['满意度指标', '服务对象满意度指标'],
  ].map(([level1, level2]) => ({一级指标: level1, 二级指标: level2, 指标: '待填', 指标值: '待填', 依据: '待填'}));
  const value = {单位: unit.value, 项目编码: '待编', 项目名称: name.value.trim(), 预算: {预算数: '0'},
    资金用途: '待填', 绩效目标: ['待填'], 绩效指标: rows};
  await do_(`加项目“${name.value.trim()}”`, {at: at(Math.max(-1, ...state.projects.map(project => project.index)) + 1), do: 'insert', value});
}
