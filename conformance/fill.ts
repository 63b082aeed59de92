/** Placeholders of the plan, `{{…}}`, and what stands for them in a run. */

import { put, type JsonValue } from '../wire/json-value.js';

/** The value of a placeholder by what stands between its braces; undefined: there is none. */
export type Values = (name: string) => JsonValue | undefined;

/** A placeholder without a value. */
export class Unfilled extends Error {
  override readonly name = 'Unfilled';

  constructor(readonly placeholder: string) {
    super(`there is nothing to stand for {{${placeholder}}}`);
  }
}

const whole = /^\{\{([^{}]+)\}\}$/;
const within = /\{\{([^{}]+)\}\}/g;

/** @throws Unfilled */
export function filled<T extends JsonValue>(value: T, values: Values): T {
  return fill(value, values) as T;
}

function fill(value: JsonValue, values: Values): JsonValue {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => fill(item, values));
  if (typeof value !== 'object' || value === null) return value;
  const made: Record<string, JsonValue> = {};
  for (const [name, each] of Object.entries(value)) put(made, name, fill(each, values));
  return made;
}

function fillText(text: string, values: Values): JsonValue {
  if (!text.includes('{{')) return text;
  const value = (name: string): JsonValue => {
    const found = values(name);
    if (found === undefined) throw new Unfilled(name);
    return found;
  };
  const [, alone] = whole.exec(text) ?? [];
  return alone === undefined ? text.replace(within, (_all, name: string) => String(value(name))) : value(alone);
}

/** What has no value stays. */
export const filledWhere = <T extends JsonValue>(value: T, values: ReadonlyMap<string, string>): T => filled(value, (name) => values.get(`{{${name}}}`) ?? `{{${name}}}`);

/** `{{time+N}}`: a time N seconds after `now`, in milliseconds, as m2m:timestamp. */
export function timeValue(name: string, now: number): string | undefined {
  const [, sign, seconds] = /^time([+-])(\d+)$/.exec(name) ?? [];
  if (seconds === undefined) return undefined;
  return timestamp(now + (sign === '-' ? -1000 : 1000) * Number(seconds));
}

export const timestamp = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
