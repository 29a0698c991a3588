/** MediaPipe's 33 pose landmarks, in the model's own order. "Left" is the person's left. */
export const LANDMARK_NAMES = [
  'nose',
  'left_eye_inner',
  'left_eye',
  'left_eye_outer',
  'right_eye_inner',
  'right_eye',
  'right_eye_outer',
  'left_ear',
  'right_ear',
  'mouth_left',
  'mouth_right',
  'left_shoulder',
  'right_shoulder',
  'left_elbow',
  'right_elbow',
  'left_wrist',
  'right_wrist',
  'left_pinky',
  'right_pinky',
  'left_index',
  'right_index',
  'left_thumb',
  'right_thumb',
  'left_hip',
  'right_hip',
  'left_knee',
  'right_knee',
  'left_ankle',
  'right_ankle',
  'left_heel',
  'right_heel',
  'left_foot_index',
  'right_foot_index',
] as const;

export type LandmarkName = (typeof LANDMARK_NAMES)[number];
export const LANDMARK_COUNT = LANDMARK_NAMES.length;

/** Index of a landmark by name. */
export const LANDMARK = Object.fromEntries(LANDMARK_NAMES.map((name, index) => [name, index])) as Record<
  LandmarkName,
  number
>;

/**
 * The 17 joints that everything after the pose stage works on, in this order.
 * `pelvis` and `neck` are the midpoints of hips and shoulders. Motion capture comes in the same order.
 */
export const JOINT_NAMES = [
  'nose',
  'left_shoulder',
  'right_shoulder',
  'left_elbow',
  'right_elbow',
  'left_wrist',
  'right_wrist',
  'left_hip',
  'right_hip',
  'left_knee',
  'right_knee',
  'left_ankle',
  'right_ankle',
  'left_foot_index',
  'right_foot_index',
  'pelvis',
  'neck',
] as const;

export type JointName = (typeof JOINT_NAMES)[number];
export const JOINT_COUNT = JOINT_NAMES.length;

/** Index of a joint by name. */
export const JOINT = Object.fromEntries(JOINT_NAMES.map((name, index) => [name, index])) as Record<JointName, number>;

/** Bones between the 17 joints, as index pairs: what a skeleton draws and what a graph network attends along. */
export const BONES: readonly (readonly [number, number])[] = [
  [JOINT.nose, JOINT.neck],
  [JOINT.neck, JOINT.pelvis],
  [JOINT.neck, JOINT.left_shoulder],
  [JOINT.neck, JOINT.right_shoulder],
  [JOINT.left_shoulder, JOINT.left_elbow],
  [JOINT.right_shoulder, JOINT.right_elbow],
  [JOINT.left_elbow, JOINT.left_wrist],
  [JOINT.right_elbow, JOINT.right_wrist],
  [JOINT.pelvis, JOINT.left_hip],
  [JOINT.pelvis, JOINT.right_hip],
  [JOINT.left_hip, JOINT.left_knee],
  [JOINT.right_hip, JOINT.right_knee],
  [JOINT.left_knee, JOINT.left_ankle],
  [JOINT.right_knee, JOINT.right_ankle],
  [JOINT.left_ankle, JOINT.left_foot_index],
  [JOINT.right_ankle, JOINT.right_foot_index],
];
