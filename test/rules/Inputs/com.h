// As of the COM headers: a pointer that counts, and a function that fills one.
#pragma clang system_header

template <typename T> class ComPtr {
public:
  ComPtr();
  ComPtr(T *Object);
  ~ComPtr();
  void Attach(T *Object);
  T **operator&();
};

extern "C" long CoGetObjectContext(const void *Name, void **Object);
