#include "meter.h"

void showPanel() {
  Panel Shown;
  Shown.close();
}
