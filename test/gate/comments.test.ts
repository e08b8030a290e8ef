// Comments of the shipped code: no sentence is longer than a reader can hold.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../tools/gate/commands';

const MOST_WORDS = 30;

const homes = ['.', ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`)];

const files = homes
	.flatMap((home) => ['nodes', 'credentials'].map((folder) => path.join(home, folder)))
	.filter((folder) => existsSync(path.join(root, folder)))
	.flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
			path.join(folder, file),
		),
	)
	.filter((file) => file.endsWith('.ts'));

/** The comments of a program; lines that begin with `//` and follow each other are one. */
function commentsIn(text: string): string[] {
	const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
	const found = new Map<number, string>();
	const visit = (node: ts.Node): void => {
		const ranges = [
			...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
			...(ts.getTrailingCommentRanges(text, node.end) ?? []),
		];
		let end = -1;
		let start = 0;
		for (const range of ranges) {
			const words = text.slice(range.pos, range.end);
			const follows = words.startsWith('//') && /^\n[\t ]*$/.test(text.slice(end, range.pos));
			if (!follows) start = range.pos;
			found.set(start, follows ? `${found.get(start)}\n${words}` : words);
			end = range.kind === ts.SyntaxKind.SingleLineCommentTrivia ? range.end : -1;
		}
		node.getChildren(source).forEach(visit);
	};
	visit(source);
	return [...found.values()];
}

/** A sentence ends with a full stop, with an empty line, with a list's entry or with a tag. */
function sentencesIn(comment: string): string[] {
	return comment
		.replace(/^\/\*\*?|\*\/$/g, '')
		.replace(/^[\t ]*(?:\/\/|\*(?!\/))[\t ]?/gm, '')
		.split(/\n\s*\n|\n(?=\s*(?:- |@))|(?<=[.!?][)"”'’]?)\s+(?=["“(…]?(?:[\p{Lu}\d`]|n8n|v\d))/u)
		.map((sentence) => sentence.replace(/\s+/g, ' ').trim())
		.filter(Boolean);
}

const wordsIn = (sentence: string) => sentence.split(' ').filter((word) => /\p{L}|\d/u.test(word));

test('the splitter tells sentences apart', () => {
	const [one, two] = commentsIn(
		'/**\n * One two. `three` four\n * five.\n *\n * @param six seven\n */\nconst a = 1;\n// Eight\n// nine.\nconst b = 2;\n',
	);

	expect(sentencesIn(one!)).toEqual(['One two.', '`three` four five.', '@param six seven']);
	expect(sentencesIn(two!)).toEqual(['Eight nine.']);
});

test(`no sentence of a comment has more than ${MOST_WORDS} words`, () => {
	const long = files.flatMap((file) =>
		commentsIn(readFileSync(path.join(root, file), 'utf8'))
			.flatMap(sentencesIn)
			.filter((sentence) => wordsIn(sentence).length > MOST_WORDS)
			.map((sentence) => `${file}: ${sentence}`),
	);

	expect(files.length).toBeGreaterThan(60);
	expect(long).toEqual([]);
});
