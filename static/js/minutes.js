/* Saves each text of the minutes a second after the last key, and says when. What could not be saved is tried again; keep.js keeps it meanwhile. */
"use strict";
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const { text, was } = form.elements;
  const told = form.querySelector("[data-saved]");
  if (!told) return;
  let timer = null;
  let running = false;
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  async function save() {
    clearTimeout(timer);
    if (running || text.value === was.value) return;
    running = true;
    const sent = text.value;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
    const said = (await answer?.json().catch(() => null)) ?? {};
    running = false;
    if (answer?.status === 409) return form.submit(); /* the page with both texts */
    form.classList.toggle("is-unsaved", !said.saved);
    told.textContent = said.saved ?? said.error ?? "";
    if (said.saved) was.value = sent;
    if (text.value !== was.value) soon(said.saved ? 1000 : 5000);
    else text.dispatchEvent(new CustomEvent("dekom:saved", { bubbles: true }));
  }
  text.addEventListener("input", () => {
    form.classList.remove("is-unsaved");
    told.textContent = "";
    soon(1000);
  });
  text.addEventListener("blur", save);
});
