// Names the boxes that choose a record: select2 takes them out of their label's reach.
"use strict";
{
  const nameBoxes = (root) => {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const label = select.getAttribute("aria-label") || select.labels?.[0]?.textContent.trim().replace(/[:：]$/, "");
      const box = select.nextElementSibling?.querySelector("[role=combobox]");
      if (!label || !box) continue;
      box.setAttribute("aria-label", label);
      box.removeAttribute("aria-labelledby");
      box.querySelector("[role=textbox]")?.setAttribute("aria-label", label);
    }
  };
  django.jQuery(() => nameBoxes(document));
  document.addEventListener("formset:added", (event) => nameBoxes(event.target));
}
