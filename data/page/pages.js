// The pages in the middle. Only those near the window are in the document: a text may have
// hundreds. A page whose mark stays the same is not asked for again.

import {text} from './ask.js';
import {h, tell} from './dom.js';
import {edit} from './editor.js';

let state = null;
const column = h('div', {class: 'pages', tabindex: '-1', 'aria-label': '各页'});
const near = new IntersectionObserver(seen => seen.forEach(({target, isIntersecting}) => {
  target.near = isIntersecting;
  if (isIntersecting) fill(target);
}), {rootMargin: '1200px 0px'});

/** The column of pages for what is shown now. */
export function pages(now) {
  state = now;
  const [width, height] = now.sheet ?? [595, 842];
  column.style.setProperty('--ratio', `${width} / ${height}`);
  while (column.children.length > now.pages.length) {
    near.unobserve(column.lastChild);
    column.lastChild.remove();
  }
  now.pages.forEach((mark, i) => {
    const box = column.children[i] ?? add(i);
    if (box.dataset.mark !== mark) {
      box.dataset.mark = mark;
      if (box.near) fill(box);
    } else signs(box);
  });
  return now.fault ? h('div', {}, h('p', {class: 'waiting'}, now.fault), column) : column;
}

function add(i) {
  const box = h('section', {class: 'page', 'aria-label': `第 ${i + 1} 页`, id: `page${i}`});
  column.append(box);
  near.observe(box);
  return box;
}

async function fill(box) {
  const mark = box.dataset.mark;
  if (box.filled === mark) return;
  const number = [...column.children].indexOf(box);
  let svg;
  try {
    svg = await text(`page/${number}/${mark}`);
  } catch (fault) {
    return fault.status === 404 ? null : tell(fault.message, 'fault');
  }
  if (box.dataset.mark !== mark) return;
  const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const focused = document.activeElement?.dataset?.at;
  box.replaceChildren(document.importNode(drawn, true));
  box.filled = mark;
  for (const value of values(box)) {
    value.setAttribute('tabindex', '0');
    value.setAttribute('role', 'button');
    value.setAttribute('aria-label', name(value));
  }
  signs(box);
  if (focused) box.querySelector(`[data-at="${CSS.escape(focused)}"]`)?.focus();
}

const values = box => box.querySelectorAll('[data-at], [data-beside]');

const name = value => [labelOf(value), value.textContent.trim() || '还没有填'].filter(Boolean).join('：');

/** The place of a value, or of the nearest one where nothing is written. */
export function placeOf(value) {
  const [, file, start, end] = /^(\d+):(\d+)-(\d+)$/.exec(value.dataset.at ?? value.dataset.beside);
  return {file: Number(file), start: Number(start), end: Number(end)};
}

/** What is printed before or above a cell as its label. */
export function labelOf(value) {
  const {table, row, column} = value.dataset;
  if (table === undefined) return '';
  const labels = [...value.closest('svg').querySelectorAll(`.label[data-table="${table}"]`)];
  const last = of => of.at(-1)?.textContent.trim() ?? '';
  const before = labels.filter(l => l.dataset.row === row && Number(l.dataset.column) < Number(column));
  const above = labels.filter(l => l.dataset.column === column && Number(l.dataset.row) < Number(row));
  // a column of a grid has its label above it; elsewhere the label stands before
  return above.length && (above.at(-1).dataset.row !== row) && labels.filter(l => l.dataset.row === above.at(-1).dataset.row).length > 2
    ? last(above) : last(before);
}

/** Whether a value on a page is at a place of a file. */
function isAt(value, place) {
  if (!place || !value.dataset.at) return false;
  const own = placeOf(value);
  return place.file === own.file && place.start <= own.end && place.end >= own.start;
}

// marks the values of a page that findings are about
function signs(box) {
  for (const value of values(box)) {
    value.classList.remove('error', 'warning', 'info');
    const found = state.findings.find(f => isAt(value, f.place));
    if (found) value.classList.add(found.severity);
  }
}

/** The findings about a value. */
export const findingsAt = value => state.findings.filter(f => isAt(value, f.place));

/** Scrolls to a page. */
export function goToPage(number) {
  column.children[number]?.scrollIntoView({block: 'start'});
}

/** Scrolls to a place and marks it. */
export async function goToPlace(place) {
  if (place?.page === null || place?.page === undefined) {
    return tell(place?.path ? `在文件 ${place.path} 第 ${place.line} 行，页面上没有印出来` : '这一条说的是整个文本');
  }
  const box = column.children[place.page];
  await fill(box);
  const value = [...values(box)].find(v => isAt(v, place));
  (value ?? box).scrollIntoView({block: 'center'});
  value?.focus();
}

function act(event) {
  const value = event.target.closest?.('[data-at], [data-beside]');
  if (!value || !column.contains(value) || event.target.closest('a')) return;
  if (event.type === 'keydown' && (event.key !== 'Enter' || event.isComposing)) return;
  event.preventDefault();
  edit(value, state);
}
column.addEventListener('click', act);
column.addEventListener('keydown', act);
