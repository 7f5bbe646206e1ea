// Saves a form field by field while people write: each save says which text it started from, so that nobody overwrites
// what they have not seen. What can't be sent is tried again, and is kept by keep.js meanwhile.
(() => {
  const PAUSE = 800;
  const RETRY = 4000;
  const word = (name) =>
    document.getElementById("field-words").content.querySelector(`[data-word="${name}"]`).textContent;

  const start = (form) => {
    const status = form.querySelector("[data-saved]");
    const queue = new Map(); // the fields that wait, each with its timer
    let sending = Promise.resolve();

    const controls = (name) => [...form.elements].filter((control) => control.name === name);
    const textOf = (name) => {
      const [first] = controls(name);
      if (first.type === "radio") return controls(name).find((control) => control.checked)?.value ?? "";
      if (first.type === "checkbox") return first.checked ? "on" : "";
      return first.value;
    };
    const put = (name, text) => {
      const [first] = controls(name);
      if (first.type === "radio") controls(name).forEach((control) => (control.checked = control.value === text));
      else if (first.type === "checkbox") first.checked = text === "on";
      else first.value = text;
    };
    const told = (name, text) => {
      const [first] = controls(name);
      if (first.type !== "radio") return text || "–";
      return form.querySelector(`label[for="${CSS.escape(`${name}-${text}`)}"]`)?.textContent ?? "–";
    };
    const box = (name) => form.querySelector(`[data-field="${name}"]`);
    const clear = (name) =>
      box(name).querySelectorAll(`:scope > .dk-conflict, :scope > .ds-validation-message`).forEach((part) => part.remove());
    const say = (text, waiting) => {
      status.textContent = text;
      status.classList.toggle("is-waiting", waiting);
    };

    const conflict = (name, theirs, yours) => {
      const part = document.getElementById("field-conflict").content.firstElementChild.cloneNode(true);
      part.querySelector("[data-theirs]").textContent = told(name, theirs);
      controls(`old-${name}`)[0].value = theirs; // seen now: the next save starts from it
      part.addEventListener("click", (event) => {
        const choice = event.target.dataset.keep;
        if (!choice) return;
        if (choice === "theirs") put(name, theirs);
        part.remove();
        controls(name)[0].focus();
        soon(name, 0);
      });
      clear(name);
      box(name).append(part);
      put(name, yours);
    };

    const send = async (name) => {
      const old = controls(`old-${name}`)[0];
      const text = textOf(name);
      if (text === old.value) return;
      say(word("saving"), false);
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.set("field", name);
      body.set("old", old.value);
      body.set("new", text);
      let response;
      try {
        response = await fetch(form.dataset.saveUrl, { method: "POST", body, redirect: "manual" });
      } catch {
        response = null;
      }
      if (response === null || response.status >= 500) {
        say(word("waiting"), true);
        soon(name, RETRY);
        return;
      }
      if (response.type === "opaqueredirect" || response.status === 403) {
        say(word("signed-out"), true);
        soon(name, RETRY);
        return;
      }
      const answer = await response.json().catch(() => ({}));
      if (response.ok) {
        old.value = answer.text;
        if (textOf(name) === text) controls(name)[0].dispatchEvent(new CustomEvent("dekom:saved", { bubbles: true }));
        clear(name);
        say(answer.saved, false);
        if (textOf(name) === text && text !== answer.text && document.activeElement !== controls(name)[0]) put(name, answer.text);
      } else if (response.status === 409) {
        conflict(name, answer.theirs, answer.yours);
        say("", true);
      } else {
        const part = document.getElementById("field-error").content.firstElementChild.cloneNode(true);
        part.textContent = (answer.errors ?? []).join(" ");
        clear(name);
        box(name).append(part);
        say("", true);
      }
    };

    const soon = (name, delay) => {
      clearTimeout(queue.get(name));
      queue.set(
        name,
        setTimeout(() => {
          queue.delete(name);
          sending = sending.then(() => send(name));
        }, delay),
      );
    };
    const saves = (control) => control.name && controls(`old-${control.name}`).length > 0;

    form.addEventListener("input", (event) => saves(event.target) && soon(event.target.name, PAUSE));
    form.addEventListener("change", (event) => saves(event.target) && soon(event.target.name, 0));
    form.querySelectorAll("[data-fill]").forEach((button) => {
      button.addEventListener("click", (event) => {
        event.preventDefault(); // without scripts it submits the form with its own amount
        put(button.name, button.value);
        soon(button.name, 0);
      });
    });
    form.querySelectorAll("[data-plain]").forEach((button) => (button.hidden = true));
  };

  document.querySelectorAll("form[data-save-url]").forEach(start);
})();
