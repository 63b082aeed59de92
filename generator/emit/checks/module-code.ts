/** What a module of checks has around the functions that are written for it: constants, functions that they call, and names. */
export class ModuleCode {
  readonly #constants = new Map<string, { readonly name: string; readonly code: string }>();
  readonly #functions: string[] = [];
  readonly #uses = new Set<string>();
  /** How often each beginning of a name was given, in the module and in the function that is being written. */
  readonly #names = new Map<string, number>();
  #locals = new Map<string, number>();
  /** The function that is being written, after which constants are named; no name of a type has a `$`. */
  #owner = '';

  /** What the code written so far refers to: constants and functions of its own, in the order in which it needs them. */
  declarations(): string {
    return [...this.#constants.values()].map(({ name, code }) => `const ${name} = ${code};\n`).join('') + this.#functions.join('');
  }

  /** Functions of `checks/report.js` that the code calls. */
  uses(): readonly string[] {
    return [...this.#uses];
  }

  use(name: string): string {
    this.#uses.add(name);
    return name;
  }

  /** What is written inside is the body of a function, with names of its own. */
  inFunction(name: string, write: () => string): string {
    const [locals, owner] = [this.#locals, this.#owner];
    [this.#locals, this.#owner] = [new Map(), name.replace(/\$.*$/, '')];
    const body = write();
    [this.#locals, this.#owner] = [locals, owner];
    return body;
  }

  /** A constant of the module, once for each code. */
  constant(code: string, name: string): string {
    const found = this.#constants.get(code) ?? { name: this.#ownName(name), code };
    this.#constants.set(code, found);
    return found.name;
  }

  pattern(source: string): string {
    return this.constant(String(new RegExp(source, 'u')), 'pattern');
  }

  /** A function of the module that helps the one that is being written; its name. */
  helper(start: string, write: (name: string) => string): string {
    const name = this.#ownName(start);
    this.#functions.push(write(name));
    return name;
  }

  /** A name that nothing else has in the function that is being written. */
  local(start: string): string {
    return nextName(start, this.#locals);
  }

  #ownName(start: string): string {
    return nextName(`${this.#owner}$${start}`, this.#names);
  }
}

function nextName(start: string, names: Map<string, number>): string {
  const count = (names.get(start) ?? 0) + 1;
  names.set(start, count);
  return count === 1 ? start : `${start}${count}`;
}
