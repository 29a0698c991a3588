import { expect, test } from 'vitest';
import { createCalibrationStore } from '../../../src/engine/calibration/store.ts';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

const CAMERA = { id: 'abc', label: 'HD Webcam' };

test('a device that is used again finds its value, in another session, too', () => {
  const storage = memory();
  const store = createCalibrationStore(storage);
  expect(store.load('cameraDelay', CAMERA)).toBeNull();
  expect(store.save('cameraDelay', CAMERA, 70)).toBe(true);
  expect(store.save('cameraDelay', CAMERA, 85)).toBe(true);
  const later = createCalibrationStore(storage);
  expect(later.load('cameraDelay', CAMERA)).toBe(85);
  expect(later.load('outputDelay', CAMERA)).toBeNull();
  expect(later.load('cameraDelay', { id: 'xyz', label: 'HD Webcam' })).toBe(85);
  expect(later.load('cameraDelay', { id: 'xyz', label: 'Other' })).toBeNull();
});

test('"default" is no device: its label says which it is', () => {
  const store = createCalibrationStore(memory());
  store.save('outputDelay', { id: 'default', label: 'Default - Headset' }, 180);
  store.save('outputDelay', { id: 'default', label: 'Default - Speakers' }, 10);
  expect(store.load('outputDelay', { id: 'default', label: 'Default - Headset' })).toBe(180);
  expect(store.load('outputDelay', { id: 'default', label: 'Default - Hall' })).toBeNull();
  store.save('outputDelay', { id: '', label: '' }, 5);
  expect(store.load('outputDelay', { id: '', label: '' })).toBe(5);
});

test('what cannot be read counts as nothing, and what cannot be kept is said', () => {
  const broken = { getItem: () => '{"a": 1', setItem: () => undefined };
  expect(createCalibrationStore(broken).load('cameraDelay', CAMERA)).toBeNull();
  const foreign = { getItem: () => '[{"id": 3}, null, 7]', setItem: () => undefined };
  expect(createCalibrationStore(foreign).load('cameraDelay', CAMERA)).toBeNull();
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const store = createCalibrationStore(full);
  expect(store.save('cameraDelay', CAMERA, 60)).toBe(false);
  expect(store.load('cameraDelay', CAMERA)).toBe(60);
  expect(createCalibrationStore(null).save('cameraDelay', CAMERA, 60)).toBe(false);
});
