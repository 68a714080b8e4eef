#include "meter.h"
#include "meter_impl.h"

Panel::Panel() : TheMeter(new Meter) { TheMeter->start(); }

Panel::~Panel() { close(); }

void Panel::close() {
  delete TheMeter;
  TheMeter = nullptr;
}
