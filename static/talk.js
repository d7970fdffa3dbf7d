/* What is typed and reacted goes to the server; what was refused comes back into its field. */

/** @param {{ask: Function, insist: Function}} line for (name, data) => Promise<object | null> @param {Function} dispatch @param {string} language of the guesses @param {Function} reacted */
export function talkActs({ line, dispatch, language, reacted }) {
  return {
    guess: async (form) => {
      const answer = await send(form, (text) => line.ask("guess", { text, language }));
      if (answer) dispatch({ type: "verdict", ...answer });
    },
    say: (form) => send(form, (text) => line.ask("say", { text })),
    react: (button) => {
      line.ask("react", { reaction: button.dataset.reaction });
      reacted();
    },
    choose: (button) => line.insist("choose", { prompt: button.dataset.prompt }),
  };
}

/** Empty the form's field at once; its words stand there again if they were refused, unless others were typed meanwhile. */
async function send(form, ask) {
  const field = form.elements.text;
  const text = field.value.trim();
  if (text === "") return null;
  field.value = "";
  const answer = await ask(text);
  if (!answer && field.value === "") field.value = text;
  return answer && { text, ...answer };
}
