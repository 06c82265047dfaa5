// Which of the three views is shown: the start page, a bureau's departments, one department.

import {get, listen, post} from './ask.js';
import {h, host, tell} from './dom.js';
import {showStart} from './start.js';
import {showBureau} from './bureau.js';
import {showDesk, updateDesk} from './desk.js';

let shown = null;

/** Shows what lies on the program's desk. */
export function show(state) {
  const same = shown?.kind === state.kind && shown?.root === state.root;
  shown = state;
  document.title = state.title ? `${state.title} — 绩效` : '绩效';
  if (state.kind === 'department') return same ? updateDesk(state) : showDesk(state);
  return state.kind === 'bureau' ? showBureau(state) : showStart(state);
}

/** Has something done and shows what lies there then. */
export async function deed(path, wish = {}) {
  try {
    const state = await post(path, wish);
    show(state);
    return state;
  } catch (fault) {
    tell(fault.message, 'fault');
    if (fault.status === 409) show(await get('state'));
    return null;
  }
}

const heard = async change => {
  if (change === 'gone') return tell('文件读不到了：可能被移走、删掉，或磁盘断开', 'fault');
  const state = await get('state');
  if (state.revision === shown?.revision && state.root === shown?.root) return;
  if (change === 'outside') tell('文件在别处改过，已换成新的内容');
  show(state);
};

try {
  show(await get('state'));
  listen(heard, fault => tell(fault.message, 'fault'));
} catch (fault) {
  host().replaceChildren(h('p', {class: 'waiting'}, fault.message));
}
