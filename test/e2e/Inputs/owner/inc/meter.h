#pragma once

class Meter;

// What the rest of the program knows of it.
class Panel {
public:
  Panel();
  ~Panel();
  void close();

private:
  Meter *TheMeter;
};
