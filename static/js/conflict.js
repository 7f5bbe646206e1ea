// The dialog that shows two texts of the same field, and lets one choose. Closing it decides nothing: both are kept.
"use strict";

(() => {
  const dialog = document.getElementById("conflict");
  const words = document.getElementById("autosave-words")?.dataset;
  if (!dialog || !words) return;
  let current = null;

  function show(field) {
    current = field;
    dialog.innerHTML = field.clash.html; // from our own server, escaped there
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("button")?.focus();
  }

  function settle(text) {
    const field = current;
    field.base.value = field.clash.theirs; // what is stored now, and has been seen
    field.box.value = text;
    field.stale = true;
    field.clash = null;
    dialog.close();
    field.box.focus();
    field.send();
  }

  document.addEventListener("dekom:conflict", (event) => {
    const { field } = event.detail;
    const open = document.createElement("button");
    open.type = "button";
    open.className = "ds-link";
    open.textContent = words.open;
    open.addEventListener("click", () => show(field));
    field.mark.append(" ", open);
    if (!dialog.open) show(field);
  });

  dialog.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take]")?.dataset.take;
    if (take === "mine") settle(current.box.value);
    else if (take === "theirs") settle(current.clash.theirs);
    else if (take === "merged") settle(dialog.querySelector("textarea").value);
    else if (take === "later") dialog.close();
  });
})();
