// A structure that other units can name.
#ifndef QUEUES_H
#define QUEUES_H

#include <windows.h>

struct Queue {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_WORK Work;
};

#endif
