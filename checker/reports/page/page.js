'use strict';
const form = document.getElementById('filter');
const status_ = document.getElementById('count');
const all = Array.from(document.querySelectorAll('.finding'));
function filter() {
  const rule = form.elements.rule.value;
  const file = form.elements.file.value;
  const text = form.elements.text.value.trim().toLowerCase();
  let shown = 0;
  for (const finding of all) {
    const isShown = (!rule || finding.dataset.rule === rule) &&
        (!file || finding.dataset.file === file) &&
        (!text || finding.textContent.toLowerCase().includes(text));
    finding.hidden = !isShown;
    shown += isShown;
  }
  status_.textContent = `Shown: ${shown} of ${all.length}`;
}
if (form) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  filter();
}
