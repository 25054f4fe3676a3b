import { copyFileSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { repository } from '../code/sources.js';
import { run } from './program.js';

type Environment = Readonly<Record<string, string>>;

/** A language that clients are generated for. */
export interface Language {
  readonly name: string;
  /** As the generator calls it. */
  readonly generator: string;
  readonly properties?: string;
  /** Without this program nothing can be tried. */
  readonly needs: string;
  compile(folder: string): Promise<void>;
  /** Commands and questions to a plant that runs. */
  call(folder: string, environment: Environment): Promise<void>;
}

const firstCalls = (file: string): string => join(repository, 'deploy/api/clients', file);

const java: Language = {
  name: 'Java',
  generator: 'java',
  // A parameter more is a method more of the request, and no other signature: what calls it still compiles.
  properties: 'useSingleRequestParameter=true',
  needs: 'mvn',
  async compile(cwd) {
    const classpath = ['dependency:build-classpath', `-Dmdep.outputFile=${join(cwd, 'classpath')}`];
    await run('mvn', ['-q', '-B', 'compile', ...classpath], { cwd });
  },
  async call(cwd, environment) {
    const classpath = [join(cwd, 'target/classes'), readFileSync(join(cwd, 'classpath'), 'utf8').trim()].join(
      delimiter,
    );
    await run('java', ['-cp', classpath, firstCalls('FirstCalls.java')], { cwd, environment });
  },
};

const python: Language = {
  name: 'Python',
  generator: 'python',
  needs: 'python3',
  async compile(cwd) {
    await run('python3', ['-m', 'venv', 'environment'], { cwd });
    await run(join(cwd, 'environment/bin/pip'), ['install', '--quiet', '.'], { cwd });
  },
  async call(cwd, environment) {
    await run(join(cwd, 'environment/bin/python'), [firstCalls('first_calls.py')], {
      cwd: join(cwd, 'environment'),
      environment,
    });
  },
};

const typescript: Language = {
  name: 'TypeScript',
  generator: 'typescript-fetch',
  properties: 'importFileExtension=.js',
  needs: 'node',
  async compile(cwd) {
    copyFileSync(firstCalls('first-calls.mts'), join(cwd, 'first-calls.mts'));
    const compiler = join(repository, 'node_modules/tsc7/bin/tsc');
    const types = ['--types', 'node', '--typeRoots', join(repository, 'node_modules/@types')];
    const settings = ['--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', ...types];
    await run(process.execPath, [compiler, ...settings, '--outDir', 'compiled', 'first-calls.mts'], { cwd });
  },
  async call(cwd, environment) {
    await run(process.execPath, ['compiled/first-calls.mjs'], { cwd, environment });
  },
};

export const languages: readonly Language[] = [typescript, java, python];
