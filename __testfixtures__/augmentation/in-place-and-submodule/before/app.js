console.log(tool.run(), tool.text.up('x'));
