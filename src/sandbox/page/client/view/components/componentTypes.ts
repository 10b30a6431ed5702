/** Discord's numbers for components. */
export const COMPONENT = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

/** Discord's numbers for the looks of buttons. */
export const BUTTON_CLASSES: Readonly<Record<number, string>> = {
  1: 'button-primary',
  2: 'button-secondary',
  3: 'button-success',
  4: 'button-danger',
  5: 'button-secondary',
  6: 'button-primary',
};

export const LINK_BUTTON = 5;
export const PREMIUM_BUTTON = 6;
export const PARAGRAPH_INPUT = 2;
