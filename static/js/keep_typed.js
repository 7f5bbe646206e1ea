/* Keeps what is typed in a form in the browser until the server has it: a lost connection or an ended session loses
   nothing. <form data-keep="key">; [data-kept-note] is shown when something was brought back. */
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `dekom:${form.dataset.keep}`;
  const fields = () => [...form.querySelectorAll("textarea, select, input:not([type=hidden])")];
  const valueOf = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
  const idOf = (field) => (field.type === "checkbox" || field.type === "radio" ? `${field.name}=${field.value}` : field.name);
  const shown = Object.fromEntries(fields().map((field) => [idOf(field), valueOf(field)]));
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  let back = false;
  const kept = read();
  for (const field of fields()) {
    const entry = kept[idOf(field)];
    if (!entry || entry.from !== shown[idOf(field)] || entry.to === shown[idOf(field)]) continue;
    if (typeof entry.to === "boolean") field.checked = entry.to;
    else field.value = entry.to;
    back = true;
  }
  if (back) form.querySelector("[data-kept-note]")?.removeAttribute("hidden");
  else localStorage.removeItem(key);
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.name || field.type === "hidden") return;
    const all = read();
    all[idOf(field)] = { from: shown[idOf(field)], to: valueOf(field) };
    localStorage.setItem(key, JSON.stringify(all));
  });
}
