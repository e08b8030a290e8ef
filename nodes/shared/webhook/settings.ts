// What the user set on a trigger, checked by its fields as the settings of operations are.

import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type * as z from 'zod/v4';
import type { ValueField } from '../form/field';
import { isPlainObject } from '../form/json';
import { checkedSetting } from '../form/read';

/** Where a trigger's form can be read: with a delivery, and at its registration. */
type TriggerContext = IHookFunctions | IWebhookFunctions;

/** A setting that cannot be used. Its message is fit for a log: no value stands in it. */
export class SettingError extends Error {
	/** @param hint what to do, for the person who tries the trigger */
	constructor(
		message: string,
		readonly hint = '',
	) {
		super(message);
	}
}

/**
 * The checked value of a trigger's setting. One that was left empty has the form's default, unless the
 * form requires it.
 *
 * @param within the collection that holds it, such as `options`
 * @throws SettingError that names the field by its label
 */
export function triggerSetting<Check extends z.ZodType>(
	context: TriggerContext,
	field: ValueField<Check>,
	within?: { name: string; displayName: string },
): z.output<Check> {
	const given = within
		? collection(context, within)[field.name]
		: evaluated(context, field, field.default);
	const result = checkedSetting(field, given, field.required ? undefined : field.default);
	if (result.success) return result.data;
	throw new SettingError(`'${field.displayName}' ${result.error.issues[0]?.message}`);
}

/** The values of a collection. One that is no collection must not pass for an empty one: filters stand in it. */
function collection(
	context: TriggerContext,
	within: { name: string; displayName: string },
): Record<string, unknown> {
	const given = evaluated(context, within, {}) ?? {};
	if (isPlainObject(given)) return given;
	throw new SettingError(`'${within.displayName}' must be a group of fields`);
}

function evaluated(
	context: TriggerContext,
	{ name, displayName }: { name: string; displayName: string },
	fallback: object | string | number | boolean | null | undefined,
): unknown {
	let reason: unknown;
	try {
		return context.getNodeParameter(name, fallback);
	} catch (error) {
		reason = error;
	}
	throw new SettingError(
		`'${displayName}' holds an expression that cannot be evaluated`,
		reason instanceof Error ? reason.message : '',
	);
}
