#include <string>

std::string title() { return "meter"; }
