// What was found, worst first, grouped by rule; each with its place, its reason, its remedy.

import {get} from './ask.js';
import {deed} from './app.js';
import {dialog, h, tell} from './dom.js';
import {goToPlace} from './pages.js';

const WORDS = {error: '错误', warning: '警告', info: '说明'};

/** Draws the findings. */
export function findings(state) {
  const counts = severity => state.findings.filter(f => f.severity === severity).length;
  const mendable = state.findings.filter(f => f.fix?.safe).length;
  const groups = Map.groupBy
    ? Map.groupBy(state.findings, f => f.code)
    : state.findings.reduce((all, f) => all.set(f.code, [...(all.get(f.code) ?? []), f]), new Map());
  return [
    h('h2', {}, state.findings.length
      ? `${counts('error')} 个错误，${counts('warning')} 个警告，${counts('info')} 条说明`
      : '没有发现问题'),
    mendable && !state.readOnly ? h('button', {class: 'main', onclick: () => deed('fix', {revision: state.revision})},
      `自动改好 ${mendable} 处（只动写法，不动意思）`) : null,
    ...[...groups.values()].map(group => rule(group, state)),
  ];
}

function rule(group, state) {
  const [{code, title, severity}] = group;
  return h('details', {open: severity !== 'info' && group.length < 6, class: severity},
    h('summary', {}, h('b', {}, WORDS[severity]), ` ${title} `, group.length > 1 ? h('i', {}, `${group.length} 处`) : null),
    h('button', {class: 'link why', onclick: () => why(code, title)}, `为什么（${code}）`),
    h('ul', {}, group.map(found => finding(found, state))));
}

function finding(found, state) {
  return h('li', {id: `finding${found.id}`},
    h('button', {class: 'link', onclick: () => goToPlace(found.place)}, found.message),
    found.place.text ? h('p', {}, found.place.text) : null,
    found.help.map(text => h('p', {class: 'help'}, text)),
    found.related.filter(r => r.text).map(r => h('p', {}, h('button', {class: 'link', onclick: () => goToPlace(r)}, r.text))),
    found.fix && !state.readOnly ? h('button', {
      onclick: () => deed('fix', {revision: state.revision, id: found.id}),
      title: `“${found.fix.old}” → “${found.fix.new}”`,
    }, found.fix.new ? `改成“${short(found.fix.new)}”` : `去掉“${short(found.fix.old)}”`) : null);
}

const short = text => text.length > 24 ? text.slice(0, 24) + '…' : text;

async function why(code, title) {
  try {
    const {page} = await get('explain/' + code);
    await dialog(`${code} ${title}`, h('div', {class: 'reason'}, markdown(page)), [['知道了', true, 'main']]);
  } catch (fault) {
    tell(fault.message, 'fault');
  }
}

// the pages of rules use headings, paragraphs, lists and code blocks alone
function markdown(page) {
  const parts = [];
  let code = null;
  for (const line of page.split('\n')) {
    if (line.startsWith('```')) {
      if (code) { parts.push(h('pre', {}, code.join('\n'))); code = null; } else code = [];
    } else if (code) code.push(line);
    else if (/^#+ /.test(line)) parts.push(h('h3', {}, line.replace(/^#+ /, '')));
    else if (line.trim()) parts.push(h('p', {}, ...inline(line)));
  }
  return parts;
}

const inline = line => line.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(part =>
  part.startsWith('`') ? h('code', {}, part.slice(1, -1))
    : part.startsWith('**') ? h('b', {}, part.slice(2, -2)) : part);
