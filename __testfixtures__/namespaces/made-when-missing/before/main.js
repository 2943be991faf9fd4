App.show(App.ui);
