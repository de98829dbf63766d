// The objects that Stripe's package declares, as its types say it: which members hold ids, lists or objects of which types.
import { readFileSync } from 'node:fs';

const RESOURCES = new URL('../node_modules/stripe/esm/resources/', import.meta.url);

/** A type that is declared at the top of a file below `resources`; parts of it are named after it: `Charge.Outcome`. */
export function declaredType(file, name) {
  return { file: new URL(`${file}.d.ts`, RESOURCES).href, name };
}

/** What tells types apart. */
export function keyOf({ file, name }) {
  return `${file}#${name}`;
}

/** A type's own name, with the folder that it is declared in. */
export function nameOf({ file, name }) {
  const folder = file.slice(RESOURCES.href.length).split('/').slice(0, -1);
  return [...folder, name].join('.');
}

/** The members of a type that hold objects: in place of their `id`, in a `list`, or as a `part` of it, alone or in an array. */
export function membersOf({ file, name }) {
  const members = declarationsIn(file).interfaces.get(name) ?? [];
  return members.flatMap(([member, declared]) => {
    const array = /^Array<(.+)>(?: \| null)?$/.exec(declared)?.[1];
    const choices = (array ?? declared).split('|').map((choice) => choice.trim());
    const listed = choices.map((choice) => /^Api(?:List|SearchResult)<(.+)>$/.exec(choice)?.[1]).find(Boolean);
    if (listed !== undefined) return [{ member, holds: 'list', types: resolve(file, name, listed) }];
    const named = choices.filter((choice) => /^[A-Z]/.test(choice) && choice !== 'Metadata');
    const types = named.flatMap((choice) => resolve(file, name, choice));
    return types.length === 0 ? [] : [{ member, holds: choices.includes('string') ? 'id' : 'part', types }];
  });
}

/** The interfaces that a name stands for where it is used: of the scopes around it, of its alias, or imported. */
function resolve(file, owner, name) {
  const { interfaces, aliases, imports } = declarationsIn(file);
  for (let scope = owner; ; scope = scope.slice(0, Math.max(0, scope.lastIndexOf('.')))) {
    const full = scope === '' ? name : `${scope}.${name}`;
    if (interfaces.has(full)) return [{ file, name: full }];
    const alias = aliases.get(full);
    if (alias !== undefined) return alias.split('|').flatMap((choice) => resolve(file, scope, choice.trim()));
    if (scope === '') break;
  }
  const [head, ...rest] = name.split('.');
  const imported = imports.get(head);
  if (imported === undefined) return [];
  const path = imported.name === '*' ? rest : [imported.name, ...rest];
  return resolve(imported.file, '', path.join('.'));
}

const read = new Map();

function declarationsIn(file) {
  if (!read.has(file)) read.set(file, parsed(file, readFileSync(new URL(file), 'utf8')));
  return read.get(file);
}

/** The members of every interface, and the aliases, under their names with the namespaces around them. */
function parsed(file, text) {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const interfaces = new Map();
  const aliases = new Map();
  const scopes = [];
  let members;
  for (const line of code.split('\n')) {
    const opened = /^\s*(?:export )?(?:declare )?(namespace|interface) (\w+)(?: extends [^{]+)? \{$/.exec(line);
    const alias = /^\s*(?:export )?type (\w+) = (.+);$/.exec(line);
    if (opened !== null) {
      scopes.push(opened[2]);
      if (opened[1] === 'interface') {
        members = [];
        interfaces.set(scopes.join('.'), members);
      }
    } else if (alias !== null) {
      aliases.set([...scopes, alias[1]].join('.'), alias[2]);
    } else if (/\{\s*$/.test(line)) {
      // A part without a name.
      scopes.push(undefined);
    } else if (/^\s*\}/.test(line)) {
      if (scopes.pop() !== undefined) members = undefined;
    } else if (scopes.at(-1) !== undefined) {
      const member = /^\s*(?:readonly )?(\w+)\??: (.+);$/.exec(line);
      if (member !== null) members?.push([member[1], member[2]]);
    }
  }
  return { interfaces, aliases, imports: importsIn(file, code) };
}

/** What other files are asked for, and what is handed on from them: `import * as` under the name `*`. */
function importsIn(file, code) {
  const imports = new Map();
  for (const [, all, some, from] of code.matchAll(/^(?:im|ex)port (?:\* as (\w+)|\{([^}]+)\}) from '([^']+)';/gm)) {
    const target = new URL(from.replace(/\.js$/, '.d.ts'), file).href;
    if (all !== undefined) imports.set(all, { file: target, name: '*' });
    for (const each of some?.split(',') ?? []) {
      const [name, local = name] = each.trim().split(' as ');
      imports.set(local, { file: target, name });
    }
  }
  return imports;
}
