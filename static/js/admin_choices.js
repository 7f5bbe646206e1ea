// Names the search fields that select2 makes of the admin's long lists of choices: it leaves an empty one without a name.
"use strict";

function nameChoices() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const field = select.nextElementSibling?.querySelector(".select2-selection");
    const chosen = field?.querySelector(".select2-selection__rendered");
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (!chosen || !label || field.id) continue;
    field.id = `${select.id}-choice`;
    field.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
    field.setAttribute("aria-labelledby", `${field.id} ${chosen.id}`.trim());
    chosen.removeAttribute("role"); // a text to read, not a field of its own
    chosen.removeAttribute("aria-readonly");
  }
}

window.django?.jQuery?.(nameChoices); // in the order of asking: after select2 has made its fields
document.addEventListener("formset:added", () => setTimeout(nameChoices));
