#ifndef __cplusplus
static int new(int this) { return this; }
#endif
