#pragma once

struct Watch;

void StopWatch(struct Watch *Watch);
void FreeWatch(struct Watch *Watch);
