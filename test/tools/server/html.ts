// The pages that a person's browser is shown.

/** A whole page. `body` is HTML, and what comes from outside must be escaped in it. */
export function page(title: string, body: string): string {
	return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title></head><body>
<h1>${title}</h1>
${body}
</body></html>
`;
}

/** A link; the address and the words are escaped. */
export function link(href: string, words: string): string {
	return `<a href="${escaped(href)}">${escaped(words)}</a>`;
}

/** A text as HTML shows it. */
export function escaped(text: string): string {
	const entities: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
	return text.replace(/[&<>"]/g, (character) => `&${entities[character]};`);
}
