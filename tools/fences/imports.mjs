// The fences as an ESLint rule, so that the editor says it while the line is being written.
import path from 'node:path';
import { root } from '../stack/workspace.mjs';
import { forbidden } from './fences.mjs';

const namesOf = (node) => (node.specifiers ?? []).map(({ imported, local }) => imported?.name ?? local?.name);

export const imports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = path.relative(root, context.filename).replaceAll(path.sep, '/');
    const check = (node) => {
      const specifier = node.source?.value;
      const message = typeof specifier === 'string' ? forbidden(from, specifier, namesOf(node)) : undefined;
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
