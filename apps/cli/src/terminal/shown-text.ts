const ESCAPE = String.fromCharCode(0x1b);
/** Weights and colours of text, such as this program writes itself: none of them hides anything. */
const STYLE = `${ESCAPE}\\[(?:[0-4]|2[2-9]|[34][0-79]|9[0-7]|10[0-7])m`;
/** What a terminal would obey, or what would show text in another order than it has. */
const CONTROLS = new RegExp(`${STYLE}|(?![\\n\\t])[\\p{Cc}\\p{Bidi_Control}]`, "gu");

/**
 * Text as it may go to a terminal: names of plates, logs and messages come from anywhere, so that control characters in them are
 * shown as JSON would write them. A JSON document says the same afterwards.
 */
export function shownText(text: string): string {
  return text.replace(CONTROLS, (found) => (found.length > 1 ? found : escaped(found)));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
