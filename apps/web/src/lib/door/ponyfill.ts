import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import reader from 'zxing-wasm/reader/zxing_reader.wasm?url';

// The reader's own default would fetch it from a stranger's server.
prepareZXingModule({ overrides: { locateFile: () => reader } });

export const makeDetector = () => new BarcodeDetector({ formats: ['qr_code'] });
