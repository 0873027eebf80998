import { describe, expect, it } from 'vitest'

import { deviceName } from '@/pages/account/devices'
import { rulesOf } from '@/pages/sign-in/password-rules'
import { clockOf, goOn } from '@/pages/sign-in/use-sign-in'
import { secondsLeft, shouldKeep, warningSeconds } from '@/stores/idle'

describe('a session that nobody uses', () => {
  const at = 1_000_000

  it('is warned of two minutes before its end, or a quarter of a short time', () => {
    expect(warningSeconds(1800)).toBe(120)
    expect(warningSeconds(600)).toBe(120)
    expect(warningSeconds(60)).toBe(15)
  })

  it('ends after its idle time and not before', () => {
    expect(secondsLeft(1800, at, at)).toBe(1800)
    expect(secondsLeft(1800, at, at + 1_799_001)).toBe(1)
    expect(secondsLeft(1800, at, at + 1_800_000)).toBe(0)
    expect(secondsLeft(1800, at, at + 9_000_000)).toBe(0)
  })

  it('is kept now and then while somebody is there, and not while nobody is', () => {
    expect(shouldKeep(1800, at + 5, at, at + 600_000)).toBe(true)
    expect(shouldKeep(1800, at + 5, at, at + 599_999)).toBe(false)
    expect(shouldKeep(1800, at - 5, at, at + 600_000)).toBe(false)
  })
})

describe('a password', () => {
  const unmet = (password: string, name = 'wang.li') =>
    rulesOf(password, name)
      .filter((rule) => !rule.isMet)
      .map((rule) => rule.key)

  it('is judged as the directory judges it', () => {
    expect(unmet('Geng-Chang-2025')).toEqual([])
    expect(unmet('密码-Aa-123')).toEqual(['length'])
    expect(unmet('short')).toEqual(['length', 'kinds'])
    expect(unmet('onlysmallletters')).toEqual(['kinds'])
    expect(unmet('Wang.Li-2025')).toEqual(['name'])
    expect(unmet('')).toEqual(['length', 'kinds', 'name'])
  })
})

describe('after signing in', () => {
  it.each([
    ['/report/new?kind=case', '/report/new?kind=case'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    [undefined, '/'],
    [['/a'], '/'],
  ])('one goes on with a page of ours: %s', (asked, to) => {
    expect(goOn(asked)).toBe(to)
  })
})

it('says minutes and seconds', () => {
  expect([clockOf(0), clockOf(59), clockOf(60), clockOf(1799)]).toEqual(['0:00', '0:59', '1:00', '29:59'])
})

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36', 'Chrome · Windows'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0', 'Edge · Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0', '微信 · iOS'],
    ['Mozilla/5.0 (Linux; Android 14; HarmonyOS) AppleWebKit/537.36 Chrome/114 Mobile', 'Chrome · HarmonyOS'],
    ['weekwire-cli/1.0', 'weekwire-cli/1.0'],
  ])('is called by browser and system', (said, name) => {
    expect(deviceName(said)).toBe(name)
  })
})
