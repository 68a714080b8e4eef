int Double(int Number) { return 2 * Number; }
