/* Escape takes away what was opened over the page. A dialog goes by itself. */

/** @param {{dismiss: () => void}} talk the chat's panel. Returns unbind. */
export function bindEscape(page, talk) {
  const press = (event) => {
    if (event.key !== "Escape" || event.isComposing || page.querySelector("dialog[open]")) return;
    const aside = [...page.querySelectorAll(".aside[open]")].find((one) => one.checkVisibility());
    if (aside) fold(aside);
    else talk.dismiss();
  };
  page.addEventListener("keydown", press);
  return () => page.removeEventListener("keydown", press);
}

function fold(aside) {
  if (aside.contains(aside.ownerDocument.activeElement)) aside.querySelector("summary").focus();
  aside.open = false;
}
