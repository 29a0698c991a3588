import type { EngineState, Notice } from '../../engine/types.ts';

/** The notice that is shown as the big start button, not in the list. */
export const SUSPENDED = 'audio-suspended';

/** What is to be said in place: the engine's notices, a source's trouble if they don't name it, and the page's own. */
export function noticesOf(
  notices: readonly Notice[],
  source: EngineState['source'] | null,
  own: Notice | null,
): readonly Notice[] {
  const said = notices.filter(({ code }) => code !== SUSPENDED);
  if (source && 'error' in source) {
    const { code, message } = source.error;
    const named = said.some((notice) => notice.code === code || notice.text.includes(message));
    if (!named) said.push({ code, level: source.state === 'failed' ? 'error' : 'warning', text: message });
  }
  return own ? [...said, own] : said;
}
