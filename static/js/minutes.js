/* Saves each text of the minutes a second after the last key; says when; keeps what could not be saved. */
"use strict";
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const text = form.elements.text;
  const was = form.elements.was;
  const told = form.querySelector("[data-saved]");
  if (!told) return;
  let timer = null;
  let running = false;
  const save = async () => {
    clearTimeout(timer);
    if (running || text.value === was.value) return;
    running = true;
    const sent = text.value;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok && said.saved) {
        was.value = sent;
        told.textContent = said.saved;
        form.classList.remove("is-unsaved");
      } else if (answer.status === 409) {
        form.submit(); /* the page with both texts */
        return;
      } else {
        told.textContent = said.error ?? "";
        form.classList.add("is-unsaved");
      }
    } catch {
      form.classList.add("is-unsaved");
      timer = setTimeout(save, 5000);
    } finally {
      running = false;
    }
    if (text.value !== was.value && !form.classList.contains("is-unsaved")) timer = setTimeout(save, 1000);
  };
  text.addEventListener("input", () => {
    form.classList.remove("is-unsaved");
    told.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
  });
  text.addEventListener("blur", save);
});
window.addEventListener("beforeunload", (event) => {
  const unsaved = [...document.querySelectorAll("form[data-autosave]")].some((form) => form.elements.text.value !== form.elements.was.value);
  if (unsaved && !document.activeElement?.closest("form[data-autosave] .dk-writing__foot")) event.preventDefault();
});
