'use strict';

const { describe, it } = require('node:test');
const assert = require('node:assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const cli = require('../bin/shop');
const run = require('./support/run');
const { version } = require('../package');

function capture(argv) {
  let text = '';
  const code = cli.run(argv, { write: (chunk) => (text += chunk) });
  return { code, text };
}

describe('the command line, as a module', () => {
  it('does not run when it is required', () => {
    assert.strictEqual(process.exitCode, undefined);
    assert.deepStrictEqual(cli.commands, ['list', 'quote', 'config', 'gateway']);
  });

  it('parses arguments', () => {
    assert.deepStrictEqual(cli.parse(['quote', 'A=1', '--country=FR', '--dry']), {
      name: 'quote',
      args: ['A=1'],
      options: { country: 'FR', dry: true },
    });
  });

  it('explains itself', () => {
    assert.deepStrictEqual(capture([]), { code: 2, text: 'usage: legacy-shop <list|quote|config|gateway>\n' });
    assert.strictEqual(capture(['toString']).code, 2);
  });

  it('reports errors', () => {
    assert.deepStrictEqual(capture(['quote', 'HAT-01']), { code: 1, text: 'error: Unknown product HAT-01\n' });
  });

  it('lists a category in plain text when no table package is installed', () => {
    assert.deepStrictEqual(capture(['list', '--category=books']), {
      code: 0,
      text: 'BOOK-01  €24\nBOOK-02  €31.95\n',
    });
  });
});

describe('the command line, as a process', () => {
  it('prints its version', () => {
    assert.deepStrictEqual(run.shop(['--version']), { code: 0, out: version + '\n', err: '' });
  });

  it('quotes', () => {
    const { code, out } = run.shop(['quote', 'MUG-01=2', 'BOOK-01', '--country=FR']);
    assert.strictEqual(code, 0);
    assert.deepStrictEqual(out.trim().split('\n'), ['net €49.00', 'tax €6.32', 'shipping €12.40', 'total €55.32']);
  });

  it('exits 2 without a command', () => {
    assert.strictEqual(run.shop([]).code, 2);
  });

  it('works from any directory', () => {
    const { out } = run.shop(['list', '--category=home'], {}, os.tmpdir());
    assert.strictEqual(out, 'LAMP-01  €59\n');
  });

  it('works without its extension and through a link, as npm installs it', (t) => {
    assert.strictEqual(run([path.join(run.root, 'bin', 'shop'), '--version']).out, version + '\n');

    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'legacy-shop-'));
    t.after(() => fs.rmSync(dir, { recursive: true }));
    const link = path.join(dir, 'legacy-shop');
    fs.symlinkSync(run.bin, link);
    assert.strictEqual(run([link, '--version']).out, version + '\n');
  });

  it('starts with its hashbang', () => {
    assert.strictEqual(fs.readFileSync(run.bin, 'utf8').split('\n')[0], '#!/usr/bin/env node');
  });
});
