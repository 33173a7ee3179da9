/* Copies an address at the press of a button. Without this file the address is still there to be copied by hand. */

for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select(); // Where the page is not served over HTTPS there is no clipboard.
      document.execCommand("copy");
      button.focus();
    }
    document.getElementById(button.dataset.tells).textContent = button.dataset.done;
  });
}
