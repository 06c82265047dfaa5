// Elements without a framework: `h('button', {class: 'x', onclick: f}, '文字', other)`.

/** Makes an element. Attributes with functions become listeners; null children are left out. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value !== 'string') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** The one place where the page is drawn. */
export const host = () => document.getElementById('app');

/** Says something to everybody, also to those who cannot see it. */
export function tell(text, kind = 'note') {
  const line = h('div', {class: kind}, text);
  document.getElementById('told').replaceChildren(line);
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => line.remove(), kind === 'fault' ? 12000 : 6000);
}

/** A dialog that is closed by Esc or a button; resolves with the value of the button. */
export function dialog(title, body, buttons) {
  return new Promise(resolve => {
    const choose = value => { box.close(); resolve(value); };
    const form = h('form', {method: 'dialog', onsubmit: event => event.preventDefault()},
      h('h2', {}, title), body,
      h('div', {class: 'buttons'}, buttons.map(([text, value, kind]) =>
        h('button', {type: 'button', class: kind ?? '', onclick: () => choose(value)}, text))));
    const box = h('dialog', {'aria-label': title}, form);
    box.addEventListener('cancel', () => resolve(null));
    box.addEventListener('close', () => { box.remove(); resolve(null); });
    document.body.append(box);
    box.showModal();
  });
}

/** A size in bytes for people. */
export const size = bytes => bytes < 1024 * 1024
  ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
