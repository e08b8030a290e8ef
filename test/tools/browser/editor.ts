/** n8n's editor as a person uses it: what is clicked, typed and read, by what n8n calls its parts. */
import type { Browser, Locator, Page } from 'playwright-core';

import { OWNER } from '../n8n/n8n';

const PATIENCE_MS = 60_000;

/** More groups than a form has. */
const MOST_GROUPS = 20;

/** The window's size, in its own pixels. */
export const WINDOW = { width: 1280, height: 720 };

/** Whether this run takes pictures for the documentation. */
export const PICTURES = process.env['UPDATE_SCREENSHOTS'] === '1';

/** What a result is shown as in the output panel. */
export type View = 'table' | 'json' | 'schema';

/** One browser window, logged in. */
export class Editor {
	/** What the page complained of in its console since the last `forget`. */
	private complaints: string[] = [];

	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		page.setDefaultTimeout(PATIENCE_MS);
		page.on('pageerror', (error) => this.complaints.push(error.message));
		page.on('console', (message) => {
			// what the page asks of other machines, which it cannot reach
			const place = message.location().url;
			if (message.type() !== 'error' || !place.startsWith(url)) return;
			this.complaints.push(`${message.text()} (${place.slice(url.length)})`);
		});
	}

	/** Opens a window and logs the owner in. */
	static async open(browser: Browser, url: string): Promise<Editor> {
		const context = await browser.newContext({
			viewport: WINDOW,
			// twice as sharp for pictures, twice as fast without
			deviceScaleFactor: PICTURES ? 2 : 1,
			reducedMotion: 'reduce',
			locale: 'en-GB',
		});
		const editor = new Editor(await context.newPage(), url);
		const { page } = editor;
		await page.goto(`${url}/signin`);
		await page.fill('input[type=email]', OWNER.email);
		await page.fill('input[type=password]', OWNER.password);
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/home\//);
		return editor;
	}

	/** An element by n8n's own name for it. */
	part(name: string, within: Page | Locator = this.page): Locator {
		return within.locator(`[data-test-id="${name}"]`);
	}

	/** What the page complained of since the last call, e.g. an error of the editor's own code. */
	takeComplaints(): string[] {
		const taken = this.complaints;
		this.complaints = [];
		return taken;
	}

	/** Leaves the page, and with it whatever it was still asking for: a test's answers are not the next one's. */
	async leave(): Promise<void> {
		await this.page.goto('about:blank');
		this.takeComplaints();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.part('canvas-node').first().waitFor();
		await this.settled();
	}

	/** Opens the list of workflows. */
	async openList(): Promise<void> {
		await this.page.goto(`${this.url}/home/workflows`);
		await this.part('workflow-card-name').first().waitFor();
	}

	/** Opens a workflow from the list, which costs a fifth of `openWorkflow`: n8n's page is not loaded again. */
	async openListed(name: string): Promise<void> {
		await this.part('workflow-card-name').filter({ hasText: name }).first().click();
		await this.part('canvas-node').first().waitFor();
		await this.settled();
	}

	/** Goes back from a workflow to the list that it was opened from. */
	async backToList(): Promise<void> {
		await this.page.goBack();
		await this.part('workflow-card-name').first().waitFor();
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.part('canvas-plus-button').waitFor();
		await this.settled();
	}

	async openCredentials(): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials`);
		await this.part('add-resource-credential').waitFor();
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens a node's form by a double click; one that is open is closed before. */
	async openNode(name: string): Promise<void> {
		if (await this.part('ndv').isVisible()) await this.closeNode();
		await this.node(name).dblclick();
		await this.part('ndv').waitFor();
		await this.part('node-parameters').first().waitFor();
	}

	/** Closes the open form. */
	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
		await this.part('ndv').waitFor({ state: 'detached' });
	}

	/** A field of the open form, by the name of its parameter. */
	field(name: string): Locator {
		return this.part(`parameter-input-${name}`);
	}

	/** Types into a field of text, a number or a day. */
	async fill(name: string, text: string): Promise<void> {
		const field = this.field(name).locator('input, textarea').first();
		await field.fill(text);
		// a day is taken over when its calendar closes
		await field.press('Tab');
	}

	/** Chooses from a list by its label. */
	async choose(name: string, label: string): Promise<void> {
		await this.field(name).locator('input').first().click();
		// a description may follow the label
		const labelled = new RegExp(`^${label.replace(/[()]/g, '\\$&')}`);
		await this.page.getByRole('option', { name: labelled }).first().click();
	}

	/** Picks from a list that is searched where the node gets its data. */
	async pick(name: string, search: string): Promise<string> {
		await this.part('rlc-input', this.field(name)).click();
		await this.part('rlc-search').locator('input').or(this.part('rlc-search')).last().fill(search);
		const found = this.part('rlc-item').filter({ hasText: search }).first();
		const label = await found.innerText();
		await found.click();
		return label;
	}

	/** Clicks a button of the open form by its label, e.g. `Add address`. */
	async press(label: string): Promise<void> {
		await this.page.getByRole('button', { name: label, exact: true }).first().click();
	}

	/** Adds an optional field to the collection of the open form whose button is `Add field`, in either form of n8n. */
	async addField(label: string): Promise<void> {
		const { page } = this;
		const today = page.getByPlaceholder('Add field');
		await today
			.or(page.getByRole('button', { name: 'Add field' }))
			.first()
			.click();
		const choice = { name: label, exact: true };
		await page.getByRole('option', choice).or(page.getByRole('menuitem', choice)).first().click();
		await this.settled();
	}

	/** Scrolls the open form until a field stands at its top. */
	async show(name: string): Promise<void> {
		const whole = this.page.locator('.parameter-item').filter({ has: this.field(name) });
		await whole.evaluate((item: { scrollIntoView: () => void }) => item.scrollIntoView());
	}

	/** Opens every group of the form that is closed: n8n's coming form closes those that are filled in. */
	async unfold(): Promise<void> {
		const closed = this.part('ndv')
			.locator('button[data-state="closed"][aria-controls]:not([aria-haspopup])')
			.filter({ visible: true });
		// one that stands inside another shows when that is open
		for (let rounds = 0; rounds < MOST_GROUPS && (await closed.count()) > 0; rounds++) {
			await closed.first().click();
			await this.settled();
		}
	}

	/** Switches one of n8n's experiments on or off; what is opened afterwards has it. */
	async experiment(name: string, isOn: boolean): Promise<void> {
		await this.page.evaluate(
			`window.featureFlags.override('${name}', '${isOn ? 'variant' : 'control'}')`,
		);
	}

	/** Counts the mouse's clicks from now on, over all pages that are opened. */
	async countClicks(): Promise<() => Promise<number>> {
		const count = `
			const counted = (event) => event.isTrusted && window.counted();
			document.addEventListener('pointerdown', counted, true);`;
		let clicks = 0;
		await this.page.exposeFunction('counted', () => void clicks++);
		await this.page.addInitScript(count);
		await this.page.evaluate(count);
		return async () => {
			await this.settled();
			return clicks;
		};
	}

	/** Closes the open form and saves the workflow, which n8n may have done by itself. */
	async save(): Promise<void> {
		await this.closeNode();
		await this.page.keyboard.press('Control+s');
		await this.page.waitForLoadState('networkidle');
	}

	/** Runs the open node and those before it, until it is done or has failed. */
	async execute(): Promise<void> {
		await this.part('node-execute-button').click();
		await this.part('node-run-status-success')
			.or(this.part('node-run-status-danger'))
			.or(this.part('output-panel').locator('.node-error-view, [class*=node-error]'))
			.first()
			.waitFor();
	}

	/** What the output panel says, shown as a table, JSON or a schema. */
	async output(view?: View): Promise<string> {
		const panel = this.part('output-panel');
		if (view) await this.part(`radio-button-${view}`, panel).click();
		await this.settled();
		return await panel.innerText();
	}

	/**
	 * Waits for a message at the window's edge.
	 *
	 * @param patience ms until it must be there
	 * @returns the whole message
	 */
	async notified(words: RegExp, patience = PATIENCE_MS): Promise<string> {
		const shown = this.page.locator('.el-notification').filter({ hasText: words }).last();
		await shown.waitFor({ timeout: patience });
		return await shown.innerText();
	}

	/** Takes away the messages at the window's edge. */
	async dismissMessages(): Promise<void> {
		const close = this.page.locator('.el-notification__closeBtn');
		for (let left = await close.count(); left > 0; left--) {
			await close.first().click();
			await this.settled();
		}
	}

	/** Waits until nothing moves any more: two frames and n8n's own pause before it draws. */
	async settled(): Promise<void> {
		await this.page.waitForTimeout(300);
	}
}
