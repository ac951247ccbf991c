// Suggestions under the search fields: an enhancement of their forms, which work without it.
// ARIA's combobox with a list. The server says all words, so nothing is translated here.
'use strict';

for (const input of document.querySelectorAll('input[data-suggest]')) {
  const list = document.createElement('ul');
  const news = document.createElement('div');
  let options = [], active = -1, timer, request, asked = '';

  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  };
  const id = `${input.id}-list`;
  set(list, { id, class: 'suggestions', role: 'listbox', 'aria-label': input.dataset.label, hidden: '' });
  set(news, { class: 'vh', role: 'status' });
  set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-expanded': false });
  input.form.append(list, news);

  const point = (number) => {
    if (active >= 0) set(options[active], { 'aria-selected': false });
    active = number;
    if (active < 0) return input.removeAttribute('aria-activedescendant');
    set(options[active], { 'aria-selected': true });
    set(input, { 'aria-activedescendant': options[active].id });
    options[active].scrollIntoView({ block: 'nearest' });
  };

  const open = (is) => {
    list.hidden = !is;
    set(input, { 'aria-expanded': is });
  };

  // Gives up what is under way too: an answer must not open a list that was closed.
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    point(-1);
    open(false);
    asked = news.textContent = '';
  };

  // A text with its language, where that is not the page's.
  const part = (tag, [text, language]) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (language) element.lang = language;
    return element;
  };

  const option = ({ name, detail, url }, number) => {
    const item = document.createElement('li');
    const rest = document.createElement('span');
    rest.append(...detail.map((one) => part('span', one)));
    item.append(part('b', name), ' ', rest);
    set(item, { id: `${id}-${number}`, role: 'option', 'aria-selected': false, 'data-url': url });
    return item;
  };

  const show = ({ status, suggestions }) => {
    point(-1);
    options = suggestions.map(option);
    list.replaceChildren(...options);
    news.textContent = status;
    open(options.length > 0);
  };

  const ask = async () => {
    const text = input.value.trim();
    if (text === asked) return;
    if (!text) return close();
    request?.abort();
    request = new AbortController();
    asked = text;
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // Given up for a newer one, or no network; the form is still there.
    }
  };

  const later = (event) => {
    if (event.isComposing) return;
    point(-1);
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  };

  const go = (item) => location.assign(item.dataset.url);

  // What a key does while the list is open; false leaves the key to the field.
  const round = (step) => point((active + 1 + step + options.length + 1) % (options.length + 1) - 1);
  const keys = {
    ArrowDown: () => round(1),
    ArrowUp: () => round(-1),
    ArrowLeft: () => point(-1) || false,
    ArrowRight: () => point(-1) || false,
    Home: () => active >= 0 && point(0),
    End: () => active >= 0 && point(options.length - 1),
    Enter: () => active >= 0 && go(options[active]),
    Escape: close,
  };

  const press = (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (list.hidden) {
      if (event.key === 'ArrowDown') ask();
      else if (event.key === 'Escape' || event.key === 'Enter') close();
    } else if (event.key in keys && keys[event.key]() !== false) {
      event.preventDefault();
    }
  };

  input.addEventListener('input', later);
  input.addEventListener('compositionend', later);
  input.addEventListener('keydown', press);
  input.addEventListener('blur', close);
  // The field keeps the focus while a suggestion is clicked or touched.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const item = event.target.closest('li');
    if (item) go(item);
  });
}
