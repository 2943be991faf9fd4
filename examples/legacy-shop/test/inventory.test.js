'use strict'

const test = require('node:test')
const assert = require('node:assert')
const EventEmitter = require('events')

const Inventory = require('../src/inventory')

test('is an EventEmitter, with or without new', () => {
  assert.ok(new Inventory() instanceof EventEmitter)
  assert.ok(Inventory() instanceof Inventory)
  assert.strictEqual(Inventory.super_, EventEmitter)
})

test('counts in memory when ioredis is not installed', () => {
  assert.strictEqual(Inventory.backend, 'memory')
})

test('receives and takes', () => {
  const inventory = new Inventory({ 'MUG-01': 5 })
  inventory.receive('MUG-01', 5).take('MUG-01', 4)
  assert.strictEqual(inventory.left('MUG-01'), 6)
  assert.strictEqual(inventory.left('LAMP-01'), 0)
})

test('does not sell what is not there', () => {
  const inventory = new Inventory({ 'MUG-01': 1 })
  assert.throws(() => inventory.take('MUG-01', 2), /Only 1 of MUG-01 left/)
  assert.strictEqual(inventory.left('MUG-01'), 1)
})

test('says when stock runs low and out', () => {
  const seen = []
  const inventory = new Inventory({ 'MUG-01': 5 })
    .on('low', (sku, left) => seen.push(['low', sku, left]))
    .on('out', function (sku) { seen.push(['out', sku, this === inventory]) })

  inventory.take('MUG-01', 1)
  inventory.take('MUG-01', 2)
  inventory.take('MUG-01', 2)

  assert.deepStrictEqual(seen, [['low', 'MUG-01', 2], ['out', 'MUG-01', true]])
})

test('the low mark is a setting of the class', t => {
  const low = Inventory.LOW
  t.after(() => { Inventory.LOW = low })

  Inventory.LOW = 0
  const inventory = new Inventory({ 'MUG-01': 5 })
  inventory.on('low', () => assert.fail('not low yet'))
  inventory.take('MUG-01', 4)
})
