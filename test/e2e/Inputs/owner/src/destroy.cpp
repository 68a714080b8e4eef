#include "meter_impl.h"

Meter::~Meter() { stop(); }
