export const cm = 'cm';
export const inch = '"';

export default { cm, inch };
