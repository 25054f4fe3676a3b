import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

export const repository = resolve(__dirname, '../../../..');
export const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'] as const;

const libraries = ['event-sourcing', 'event-log', 'contracts', 'messaging', 'platform'] as const;

/** The sources of all services with their types, as the compiler sees them; nothing has to be built for it. */
export class Sources {
  readonly program: ts.Program;
  readonly types: ts.TypeChecker;

  constructor() {
    const folders = [...libraries.map((one) => `libs/${one}`), ...services.map((one) => `services/${one}`)];
    const path = (folder: string): [string, string[]] => [
      `@millwright/${folder.split('/')[1]}`,
      [join(repository, folder, 'src/index.ts')],
    ];
    this.program = ts.createProgram(
      folders.flatMap((folder) => sourcesIn(join(repository, folder, 'src'))),
      {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        strict: true,
        strictPropertyInitialization: false,
        experimentalDecorators: true,
        esModuleInterop: true,
        skipLibCheck: true,
        noEmit: true,
        types: ['node'],
        paths: Object.fromEntries(folders.map(path)),
      },
    );
    this.types = this.program.getTypeChecker();
  }

  /** Of the workspace; declarations elsewhere are of no interest. */
  isOurs(node: ts.Node): boolean {
    const { fileName } = node.getSourceFile();
    return fileName.startsWith(repository) && !fileName.includes('/node_modules/');
  }

  files(part: string): ts.SourceFile[] {
    return this.program.getSourceFiles().filter((file) => this.isOurs(file) && file.fileName.includes(part));
  }

  /** What a name stands for, behind the imports that it came through. */
  symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.types.getShorthandAssignmentValueSymbol(node.parent)
      : this.types.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.types.getAliasedSymbol(symbol) : symbol;
  }
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));
}
