// A line of the photo and its row light up together.
for (const one of document.querySelectorAll("[data-food]")) {
  const pair = document.querySelectorAll(`[data-food="${one.dataset.food}"]`);
  const light = (on) => pair.forEach((part) => part.classList.toggle("lit", on));
  for (const name of ["mouseenter", "focusin"]) one.addEventListener(name, () => light(true));
  for (const name of ["mouseleave", "focusout"]) one.addEventListener(name, () => light(false));
}
