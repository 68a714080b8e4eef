// Written for the headers of the Windows SDK, some of it in C++/CX.
#include <windows.h>
#include <DirectXCollision.h>
#include <DirectXColors.h>
#include <DirectXMath.h>
#include <DirectXPackedVector.h>
#include <pix3.h>
#include <wrl.h>
#include <x3daudio.h>
#include <exception>

using namespace DirectX;
using Microsoft::WRL::ComPtr;

class Listener
    : public Microsoft::WRL::RuntimeClass<
          Microsoft::WRL::RuntimeClassFlags<Microsoft::WRL::ClassicCom>,
          Microsoft::WRL::FtmBase, IPersist> {
public:
  STDMETHOD(GetClassID)(CLSID *) override;
  bool isReady() { return Ready; }

private:
  Platform::String^ Name;
  bool Ready = false;
};

class Game {
public:
  void start() {
    Heard = Microsoft::WRL::Make<Listener>();
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    if (Work)
      SubmitThreadpoolWork(Work);
  }

  void XM_CALLCONV draw(FXMVECTOR Where, PackedVector::XMCOLOR Tint) {
    PIXScopedEvent(PIX_COLOR_DEFAULT, L"Draw");
    XMMATRIX World = XMMatrixTranslationFromVector(Where);
    World *= XMMatrixTransformation2D(Where, 0.f, Where, Where, XM_PI, Where);
    XMStoreFloat4x4(&Shape, World);
    const XMVECTOR Light =
        XMVectorLerp(PackedVector::XMLoadColor(&Tint), Colors::Red, 0.5f);
    XMStoreFloat4(&Colour, Light);
    if (Bounds.Intersects(BoundingSphere(XMFLOAT3(0.f, 0.f, 0.f), 1.f)))
      PIXSetMarker(PIX_COLOR(1, 2, 3), L"Hit");
  }

  void stop() {
    PIXBeginEvent(PIX_COLOR_INDEX(1), L"Stop");
    LARGE_INTEGER Now;
    if (!QueryPerformanceCounter(&Now))
      throw std::exception("QueryPerformanceCounter");
    X3DAUDIO_VECTOR Front = {0.f, 0.f, X3DAUDIO_PI};
    Angle = Front.z;
    close();
    PIXEndEvent();
  }

private:
  void close() {
    if (!Work)
      return;
    CloseThreadpoolWork(Work);
    Work = nullptr;
  }

  static void CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Game *>(Context);
    if (Self->Heard->isReady())
      ++Self->Frames;
  }

  PTP_WORK Work = nullptr;
  ComPtr<Listener> Heard;
  BoundingBox Bounds;
  XMFLOAT4X4 Shape;
  XMFLOAT4 Colour;
  float Angle = 0.f;
  int Frames = 0;
};

void play(Game &Played) {
  Played.start();
  Played.stop();
}
