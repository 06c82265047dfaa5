// 对照表: what was adjusted since an earlier folder, and the table of it as a file.

import {get, keep} from './ask.js';
import {dialog, h, tell} from './dom.js';
import {chooseFolder} from './start.js';

/** Compares with a folder that the user chooses. */
export async function adjustment(state) {
  const path = await chooseFolder('和哪个文件夹里的旧文本比', '和这个比', state.root);
  if (!path) return;
  const query = '?path=' + encodeURIComponent(path);
  let made;
  try {
    made = await get('compare' + query);
  } catch (fault) {
    return tell(fault.message, 'fault');
  }
  if (made.same) return tell('两份没有不同');
  const name = `${state.title}绩效目标调整对照表`;
  const save = kind => keep(`adjustment/${kind}${query}`, `${name}.${kind}`).catch(fault => tell(fault.message, 'fault'));
  const chosen = await dialog('绩效目标调整对照表', h('div', {},
    h('p', {class: 'path'}, `旧：${made.old}`), h('p', {}, made.verdict)),
  [['关闭', null], ['下载 PDF', 'pdf'], ['下载 Word', 'docx', 'main']]);
  if (chosen) await save(chosen);
}
